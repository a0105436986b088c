using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ScaleEngine.Sevu.Sandbox;

internal sealed class ConsoleUserInterface : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawUserInterface();

    /// <summary>Colour is for a terminal: https://no-color.org</summary>
    public override bool SupportsVirtualTerminal { get; }
        = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public override void Write(string value) => Console.Write(GetOutputString(value, SupportsVirtualTerminal));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => Console.Error.WriteLine(value);

    public override void WriteWarningLine(string message) => WriteErrorLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteErrorLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteErrorLine("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => throw new NotSupportedException();

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
        => throw new NotSupportedException();

    /// <summary>Asks as PowerShell's own console does, for <c>-Confirm</c>.</summary>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        // The letter after the ampersand chooses.
        string[] letters = [.. choices.Select(choice => choice.Label.Substring(choice.Label.IndexOf('&') + 1, 1).ToUpperInvariant())];
        string labels = string.Join("  ", choices.Select((choice, index) => $"[{letters[index]}] {choice.Label.Replace("&", "")}"));
        while (true)
        {
            Write($"{caption}{Environment.NewLine}{message}{Environment.NewLine}{labels} (default is \"{letters[defaultChoice]}\"): ");
            string answer = Console.ReadLine()
                ?? throw new InvalidOperationException("Nobody is there to answer: add -Confirm:$false, or -WhatIf to see what would happen.");
            int chosen = answer.Length == 0 ? defaultChoice : Array.FindIndex(letters, letter => letter.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
            {
                return chosen;
            }
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
        => throw new NotSupportedException();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
        => throw new NotSupportedException();
}
