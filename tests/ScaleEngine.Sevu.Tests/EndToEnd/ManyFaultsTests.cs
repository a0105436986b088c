using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public sealed class ManyFaultsTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const int Tickets = 60;

    [Fact]
    public void Of_many_tickets_with_faults_none_is_lost_doubled_or_out_of_order()
    {
        string[] keys = [.. Enumerable.Range(0, Tickets).Select(i => $"faulty.{i}")];
        HashSet<string> failedOnce = [];
        for (int i = 0; i < Tickets; i++)
        {
            string key = keys[i];
            string attempts = string.Join(",", Enumerable.Range(0, 3).Select(n => $$"""{"key":"{{key}}","server":"{{n}}"}"""));
            string whole = $$"""{"code":2101,"attempts":[{{attempts}}]}""";
            switch (i % 6)
            {
                case 0: Emulator.Respond(key, whole); break;
                case 1: Emulator.Respond(key, """{"code":6}"""); break;
                case 2: Emulator.Respond(key, whole[..^2]); break;
                case 3: Emulator.AbortConnection(key); break;
                case 4: Emulator.Respond(key, context => context.Response.WriteAsync(IsFirst(key) ? """{"code":4}""" : whole)); break;
                default: Emulator.Respond(key, """{"code":2100}"""); break;
            }
        }

        RunResult result = Engine.Using(Connect(maximumRetryCount: 1)).Run(
            """
            $args[0] | Get-SevuTicketAttempt -ErrorAction Continue 2>&1 | ForEach-Object {
                if ($_ -is [System.Management.Automation.ErrorRecord]) { "$($_.TargetObject) $($_.FullyQualifiedErrorId.Split(',')[0])" }
                else { "$($_.Key) $($_.Server)" }
            }
            """,
            [keys]).AssertNoErrors();

        Assert.Equal(
            Enumerable.Range(0, Tickets).SelectMany(i => (i % 6) switch
            {
                0 or 4 => Attempts(keys[i]),
                1 => [$"{keys[i]} Sevu.0006"],
                2 => [.. Attempts(keys[i]), $"{keys[i]} Sevu.Incomplete"],
                3 => [$"{keys[i]} Sevu.Network"],
                _ => [],
            }),
            result.Output.Select(line => (string)line.BaseObject));

        bool IsFirst(string key)
        {
            lock (failedOnce)
            {
                return failedOnce.Add(key);
            }
        }
    }

    private static string[] Attempts(string key) => [$"{key} 0", $"{key} 1", $"{key} 2"];
}
