using System.Runtime.ExceptionServices;

namespace ScaleEngine.Sevu.Sending;

/// <summary>The body of a response, for blocking reads: a read is cancelled by the token, and times out if no further byte
/// arrives.</summary>
/// <remarks>The blocking read of the network stream itself supports neither on .NET Framework.</remarks>
/// <param name="body">The network stream; disposed with this stream.</param>
/// <param name="timeout">How long to wait for further bytes.</param>
/// <param name="cancellationToken">Cancels a pending read.</param>
internal sealed class ResponseBodyStream(Stream body, TimeSpan timeout, CancellationToken cancellationToken) : Stream
{
    /// <summary>Called before waiting for the network.</summary>
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

    /// <exception cref="SevuTimeoutException">No byte arrived in time.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="IOException">The connection failed, or the data is damaged.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        // A read that is abandoned here ends when the response is disposed. Its buffer is not used again.
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
        // Damaged compressed data, for example, or a disposed connection: the exception types differ between runtimes.
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
