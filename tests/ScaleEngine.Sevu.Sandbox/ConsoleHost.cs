using System;
using System.Globalization;
using System.Management.Automation.Host;
using System.Reflection;

namespace ScaleEngine.Sevu.Sandbox;

/// <summary>As much of a PowerShell host as showing output needs; it never asks anything.</summary>
internal sealed class ConsoleHost : PSHost
{
    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "ScaleEngine.Sevu.Sandbox";

    public override Version Version => Assembly.GetExecutingAssembly().GetName().Version!;

    public override PSHostUserInterface UI { get; } = new ConsoleUserInterface();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
