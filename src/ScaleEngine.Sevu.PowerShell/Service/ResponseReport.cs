using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Service;

/// <summary>Writes messages about responses.</summary>
/// <param name="messages">Receives the messages.</param>
/// <param name="warned">Set by the first warning.</param>
internal sealed class ResponseReport(IMessages messages, OnceFlag warned)
{
    /// <summary>Reports the headers, for debug messages.</summary>
    public void Headers(SevuResponse response) => messages.Debug(response.Describe);

    /// <summary>Reports the outcome, for verbose messages, and warns.</summary>
    public void Outcome(ResponseReader reader, string name, string? result = null)
    {
        messages.Verbose(() => reader.Outcome(name, result));
        Warning(reader);
    }

    /// <summary>Warns, once per run, about what could not be read.</summary>
    public void Warning(ResponseReader reader)
    {
        if (reader.Fields.Warning is string warning && warned.TrySet())
        {
            messages.Warning(warning);
        }
    }
}
