using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

/// <summary>A broken response, which arrives in pieces.</summary>
/// <param name="connection">The connection that it belongs to.</param>
/// <param name="body">Its bytes.</param>
/// <param name="random">Decides about the pieces.</param>
internal sealed class MutatedResponse(SevuConnection connection, byte[] body, Random random)
{
    private static readonly string[] WarningParts = ["text before", "text after", "several tickets"];

    /// <summary>Reads it, and says how that ended.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="isMalformed">Whether it is not JSON, so that each of several errors will do.</param>
    /// <param name="copy">Receives every byte that is read.</param>
    /// <param name="warning">The warning in short; null if there was none.</param>
    /// <returns>The id of the error, "error" for one of those, or "success". Other exceptions than those of the module are not caught.</returns>
    public string Read(Action<ResponseReader> read, bool isMalformed, Stream? copy, out string? warning)
    {
        int longest = new[] { 1, 2, 7, 64, 4096 }[random.Next(5)];
        using HttpResponseMessage message = new() { Content = new StringContent("") };
        using CancellationTokenSource cancellation = new();
        using PiecewiseStream network = new(body, () => random.Next(1, longest + 1));
        using SevuResponse response = new(new SevuRequest("sevu.status", []), connection, message, network, TimeSpan.Zero, cancellation);
        ResponseReader reader = new(response, copy);
        try
        {
            read(reader);
            return "success";
        }
        catch (SevuException failure)
        {
            // What is not JSON may have had a code, or attempts, before that.
            return isMalformed && failure is (SevuServiceException or SevuIncompleteException or { ErrorId: "Sevu.NotJson" }) ? "error"
                : failure is SevuIncompleteException incomplete ? $"{failure.ErrorId} after {incomplete.AttemptCount}" : failure.ErrorId;
        }
        finally
        {
            warning = Shorten(reader.Fields.Warning);
        }
    }

    private static string? Shorten(string? warning)
    {
        const string unreadable = "The service returned a value for '";
        return warning is null ? null
            : warning.StartsWith(unreadable, StringComparison.Ordinal) ? warning.Substring(unreadable.Length - 1, warning.IndexOf('\'', unreadable.Length) - unreadable.Length + 2)
            : WarningParts.FirstOrDefault(part => warning.Contains(part)) ?? warning;
    }
}
