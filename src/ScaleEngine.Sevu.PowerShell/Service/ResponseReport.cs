using ScaleEngine.Sevu.Reading;

namespace ScaleEngine.Sevu.Service;

/// <summary>Writes messages about responses.</summary>
/// <param name="messages">Receives the messages.</param>
/// <param name="unreadableTimeWarning">Shared by all services of one cmdlet run, so that this warning appears once.</param>
internal sealed class ResponseReport(IMessages messages, OnceFlag unreadableTimeWarning)
{
    /// <summary>Reports the outcome, for verbose messages.</summary>
    public void Outcome(ResponseReader reader, string name, string? result = null) => messages.Verbose(() => reader.Outcome(name, result));

    /// <summary>Warns, once per run, about a time that cannot be read.</summary>
    public void UnreadableTime(ResponseReader reader)
    {
        if (reader.UnreadableTime is string time && unreadableTimeWarning.TrySet())
        {
            messages.Warning(DisplayText.Format(Messages.UnreadableTime, DisplayText.ReplaceControlCharacters(time)));
        }
    }
}
