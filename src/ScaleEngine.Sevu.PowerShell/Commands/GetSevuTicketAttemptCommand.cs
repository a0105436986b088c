using System;
using System.Management.Automation;
using ScaleEngine.Sevu.Client;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Reads who tried to use a ticket, when, from where, and why it was refused.</summary>
[Cmdlet(VerbsCommon.Get, "SevuTicketAttempt", HelpUri = ServicePages.Attempts)]
[OutputType(typeof(TicketAttempt))]
public sealed class GetSevuTicketAttemptCommand : SevuReadCommandBase
{
    private AttemptQuery _query = null!;

    /// <summary>The earliest attempt, to the instant; local time unless it says otherwise.</summary>
    [Parameter]
    public DateTime? StartTime { get; set; }

    /// <summary>The latest attempt, to the instant; local time unless it says otherwise.</summary>
    [Parameter]
    public DateTime? EndTime { get; set; }

    /// <summary>Checks the times before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _query = new AttemptQuery(StartTime, EndTime);
        }
        catch (SevuInputException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }

    private protected override void Read(string key, SevuClient client, ReadAhead output)
    {
        string name = DisplayText.Harmless(key)!;
        client.Read(_query.RequestFor(key), name, response =>
        {
            response.Body.Waiting = output.Flush;
            AnswerReader answer = new(response);
            AttemptReader reader = new(answer);
            try
            {
                while (reader.Read() is TicketAttempt attempt)
                {
                    if (_query.Includes(attempt))
                    {
                        output.Add(attempt);
                    }

                    WarnOfTime(answer, output);
                }

                output.Verbose(answer.Outcome(name, DisplayText.Format(Messages.VerboseAttempts, reader.Count)));
                answer.EnsureSuccess(hasContent: reader.SawList);
            }
            catch (SevuException failure)
            {
                failure.HasOutput = reader.Count > 0;
                throw;
            }

            return reader.Count;
        });
    }
}
