using System.Runtime.ExceptionServices;

namespace ScaleEngine.Sevu.Sending;

/// <summary>The body of an answer for a reader that blocks: cancelled at once by the token, and given up when no further
/// byte comes for the timeout.</summary>
/// <remarks>The network stream's own blocking read can do neither on every runtime.</remarks>
/// <param name="body">The network stream; disposed with this one.</param>
/// <param name="timeout">How long to wait for each further piece.</param>
/// <param name="cancellationToken">Ends a read that is under way.</param>
internal sealed class ResponseBodyStream(Stream body, TimeSpan timeout, CancellationToken cancellationToken) : Stream
{
    /// <summary>Called before a wait for the network.</summary>
    public Action? BeforeWait { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="SevuTimeoutException">Nothing came in time.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        // A read that is given up here ends when the owner disposes the answer; its buffer is not used again.
        Task<int> read = body.ReadAsync(buffer, offset, count, cancellationToken);
        if (!read.IsCompleted)
        {
            BeforeWait?.Invoke();
        }

        try
        {
            if (!read.Wait((int)timeout.TotalMilliseconds, cancellationToken))
            {
                throw new SevuTimeoutException(timeout);
            }
        }
        catch (AggregateException failure) when (failure.InnerException is IOException or OperationCanceledException)
        {
            ExceptionDispatchInfo.Capture(failure.InnerException).Throw();
        }
        // Compressed data that is damaged, a connection that was disposed of meanwhile, …: no runtime's list is short.
        catch (AggregateException failure)
        {
            throw new IOException(failure.InnerException!.Message, failure.InnerException);
        }

        return read.Result;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
