using System.Management.Automation;
using ScaleEngine.Sevu.Client;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Goes the way to the service step by step and says where it ends, and what to do. It reads the log of a ticket
/// that does not exist, which changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SevuConnection", HelpUri = ServicePages.ResponseCodes)]
[OutputType(typeof(ConnectionTest), typeof(bool))]
public sealed class TestSevuConnectionCommand : SevuCommandBase
{
    private static readonly SevuRequest HarmlessRead = new("sevu.errorlog", [new("key", "Test-SevuConnection")]);

    /// <summary>Gives out whether every step went well, and nothing else.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Runs the test.</summary>
    protected override void ProcessRecord() => Process(Connection, subject: null, () =>
    {
        ConnectionTest test = new(Connection!.Endpoint);
        try
        {
            new ConnectionProbe(Connection, test).RunAsync(StoppingToken).GetAwaiter().GetResult();
            Ask(test);
        }
        catch (SevuException failure)
        {
            test.FailedStep = FailedStep(test, failure);
            test.Message = failure.Message;
            test.RecommendedAction = failure.RecommendedAction;
        }

        WriteObject(Quiet ? test.Success : test);
    });

    // Once, as it is: a clock that is off is to be seen here.
    private void Ask(ConnectionTest test)
    {
        test.Answered = false;
        test.CredentialAccepted = Client.SendOnce(HarmlessRead, response =>
        {
            test.RoundTripTime = response.RoundTrip;
            test.ClockDifference = response.ClockDifference;
            AnswerReader answer = new(response);
            bool hasFields = answer.ReadToEnd();
            test.Answered = true;
            try
            {
                answer.EnsureSuccess(hasFields);
                return true;
            }
            catch (SevuServiceException refusal) when (refusal.DoomsEveryRequest())
            {
                test.CredentialAccepted = false;
                throw;
            }
        });
    }

    private static string FailedStep(ConnectionTest test, SevuException failure) => failure switch
    {
        SevuServiceException { Code.Kind: ServiceCodeKind.Clock } => nameof(test.ClockDifference),
        SevuServiceException => nameof(test.CredentialAccepted),
        _ when test.Answered is not null => nameof(test.Answered),
        _ when test.Connected == true => nameof(test.TlsVersion),
        _ when test.NameResolved == true => nameof(test.Connected),
        _ => nameof(test.NameResolved),
    };
}
