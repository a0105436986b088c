using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Base;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Errors;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Checks the path to the service step by step, and reports the step that fails and what to do. Changes nothing: it
/// reads the log of a ticket that does not exist.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SevuConnection", HelpUri = HelpUris.ResponseCodes)]
[OutputType(typeof(ConnectionTest), typeof(bool))]
public sealed class TestSevuConnectionCommand : SevuCommandBase
{
    /// <summary>Returns only whether every step succeeded.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Runs the test.</summary>
    protected override void ProcessRecord() => ProcessInput(Connection, name: null, () =>
    {
        ConnectionTest test = new(Connection!.Endpoint);
        try
        {
            Service.Probe(MyInvocation.MyCommand.Name, test);
        }
        catch (SevuException failure)
        {
            test.FailedStep = FailedStep(test, failure);
            test.Message = failure.Message;
            test.RecommendedAction = RecommendedAction.For(failure);
        }

        WriteObject(Quiet ? test.Success : test);
    });

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
