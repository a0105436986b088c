using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ScaleEngine.Sevu.Tests.Support;
using ScaleEngine.Sevu.Tests.Unit.Sending;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>Reads many tickets in one run, of which one in twenty fails the first time.</summary>
[Collection(nameof(WholeProcess))]
public sealed class ManyTicketsTests
{
    private const int AttemptsOfTicket = 3;
    private const int MegaByte = 1024 * 1024;

    private static readonly int Tickets = Endurance.Size(600, 100_000);

    [Fact]
    [Trait("Category", Endurance.Category)]
    public void Each_attempt_comes_once_in_order_and_memory_handles_and_threads_stay_flat()
    {
        using EmulatorProcess emulator = new();
        using Engine engine = Engine.ConnectedTo(emulator.Endpoint);
        Stopwatch watch = Stopwatch.StartNew();
        long expected = 0;
        Usage early = new(0, 0, 0), late = new(0, 0, 0);

        void Check(PSObject attempt)
        {
            Assert.Equal(KeyOf((int)(expected / AttemptsOfTicket)), attempt.BaseObject is TicketAttempt read ? read.Key : null);
            expected++;
            if (expected == (long)Tickets * AttemptsOfTicket / 4)
            {
                early = Usage.Now();
            }

            if (expected == (long)Tickets * AttemptsOfTicket * 9 / 10)
            {
                late = Usage.Now();
            }
        }

        engine.Run(
            "$check = $args[1]; $args[0] | Get-SevuTicketAttempt -ThrottleLimit 32 -MaximumRetryCount 2 -RetryIntervalSec 1 | ForEach-Object { $check.Invoke($_) }",
            Enumerable.Range(0, Tickets).Select(KeyOf),
            (Action<PSObject>)Check).AssertNoErrors();

        Endurance.Record(
            $"{Tickets:N0} tickets, 32 at once, one in twenty fails first",
            $"{expected:N0} attempts, each once and in order, in {watch.Elapsed.TotalSeconds:N0} s; {early} after a quarter, {late} near the end");
        Assert.Equal((long)Tickets * AttemptsOfTicket, expected);
        Assert.InRange(late.Memory, 0, early.Memory + (16 * MegaByte));
        Assert.InRange(late.Handles, 0, early.Handles + 64);
        Assert.InRange(late.Threads, 0, early.Threads + 64);
    }

    private static string KeyOf(int ticket) => $"emulator.flaky.{ticket}";

    private readonly record struct Usage(long Memory, int Handles, int Threads)
    {
        public static Usage Now()
        {
            using Process self = Process.GetCurrentProcess();
            return new Usage(
                GC.GetTotalMemory(forceFullCollection: true),
                OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : self.HandleCount,
                self.Threads.Count);
        }

        public override string ToString() => $"{Memory / MegaByte} MB, {Handles} handles, {Threads} threads";
    }
}
