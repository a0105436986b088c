using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

/// <summary>Returns some bytes from each read, as a network may.</summary>
/// <param name="content">All bytes.</param>
/// <param name="nextLength">The most bytes of the next read.</param>
internal sealed class PiecewiseStream(byte[] content, Func<int> nextLength) : MemoryStream(content)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, nextLength()));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => Task.FromResult(Read(buffer, offset, count));
}
