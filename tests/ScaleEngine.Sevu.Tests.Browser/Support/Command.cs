using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ScaleEngine.Sevu.Tests.Browser.Support;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <summary>More than ten times the usual duration.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(3);

    /// <returns>The result. A program that is not done in time is ended, and has no exit code.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static async Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        StringBuilder output = new();
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource stop = new(s_timeout);
        int? exitCode = null;
        try
        {
            await process.WaitForExitAsync(stop.Token);
            exitCode = process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            Append(string.Create(CultureInfo.InvariantCulture, $"Not done after {s_timeout}."));
            process.Kill(entireProcessTree: true);
        }

        lock (output)
        {
            return new CommandResult(exitCode, output.ToString());
        }

        void Append(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}

/// <summary>What a program did.</summary>
/// <param name="ExitCode">Null if it was not done in time.</param>
/// <param name="Output">Both of its outputs.</param>
internal sealed record CommandResult(int? ExitCode, string Output);
