using System.Collections;
using System.Management.Automation;
using System.Text;
using ScaleEngine.Sevu.Commands.Base;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Commands.Parameters;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Commands;

/// <summary>Sends any command of the service, signed.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SevuCommand", SupportsShouldProcess = true, HelpUri = HelpUris.ResponseCodes)]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeSevuCommandCommand : SevuCommandBase
{
    /// <summary>The command's name, such as <c>sevu.errorcount</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [Text]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public string Command { get; set; } = "";

    /// <summary>The command's own fields.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary Parameter { get; set; } = new Hashtable();

    /// <summary>Returns the JSON text of the response unchanged.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Sends the command.</summary>
    protected override void ProcessRecord()
    {
        string name = DisplayText.ReplaceControlCharacters(Command);
        ProcessInput(Command, DisplayText.Format(CommandTexts.CommandName, name), () =>
        {
            SevuRequest request = new(Command, RequestFields.From(Parameter));
            if (ShouldProcess(Connection!.ToString(), name))
            {
                WriteObject(Send(request, name));
            }
        });
    }

    private object Send(SevuRequest request, string name)
    {
        try
        {
            using MemoryStream json = Service.Invoke(request);
            return Raw ? new StreamReader(json, Encoding.UTF8).ReadToEnd()
                : new ResponseObject(json, text => Connection!.ForDisplay(text, request), StoppingToken).Read();
        }
        catch (SevuException failure) when (failure.OutcomeUnknown)
        {
            this.Warn(DisplayText.Format(CommandTexts.CommandMayHaveRun, name));
            throw;
        }
    }
}
