using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>The result of a command line.</summary>
/// <param name="Errors">Terminating and non-terminating errors, in order.</param>
/// <param name="Terminated">The error that ended the pipeline; null if none did.</param>
/// <param name="Stopped">Whether the run was stopped.</param>
internal sealed record RunResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    RuntimeException? Terminated,
    bool Stopped,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Debug,
    IReadOnlyList<ProgressRecord> Progress)
{
    public IReadOnlyList<TicketAttempt> Attempts => All<TicketAttempt>();

    public IReadOnlyList<T> All<T>() => [.. Output.Select(item => (T)item.BaseObject)];

    /// <returns>The only output of a run without errors.</returns>
    public T Single<T>() => Assert.Single(AssertNoErrors().All<T>());

    public RunResult AssertNoErrors()
    {
        Assert.Empty(Errors.Select(error => error.ToString()));
        return this;
    }

    /// <returns>The only error. It must have this id, a message and a recommended action.</returns>
    public ErrorRecord AssertError(string id)
    {
        ErrorRecord error = Assert.Single(Errors);
        Assert.StartsWith(id + ",ScaleEngine.Sevu.Commands.", error.FullyQualifiedErrorId);
        Assert.IsType<SevuException>(error.Exception, exactMatch: false);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.Message));
        return error;
    }

    /// <returns>The only error. It must report a truncated response.</returns>
    public SevuIncompleteException AssertIncomplete() => Assert.IsType<SevuIncompleteException>(AssertError("Sevu.Incomplete").Exception);

    /// <summary>The text of all streams and errors.</summary>
    public string AllText() => string.Join('\n',
        [.. Verbose, .. Debug, .. Warnings, .. Errors.SelectMany(error => (string[])[
            error.ToString(), error.Exception.ToString(), error.ErrorDetails?.ToString() ?? "",
            error.ErrorDetails?.RecommendedAction ?? "", error.TargetObject?.ToString() ?? ""])]);
}
