using System;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

[Collection(nameof(WholeProcess))]
public sealed class StreamingMemoryTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public void Memory_does_not_grow_with_the_size_of_the_response()
    {
        long before = 0;
        long max = 0;
        int count = 0;
        Engine.Run("$sample = $args[0]; Get-SevuTicketAttempt emulator.attempts.200000 | ForEach-Object { if ($_.Success) { $sample.Invoke() } }", (Action)Sample).AssertNoErrors();

        Assert.InRange(count, 100_000, 200_000);
        // All attempts together would take about 140 MB.
        Assert.InRange(max - before, long.MinValue, 50_000_000);

        void Sample()
        {
            count++;
            if (count % 25_000 == 1)
            {
                long now = GC.GetTotalMemory(forceFullCollection: true);
                before = before == 0 ? now : before;
                max = Math.Max(max, now);
            }
        }
    }
}
