using System.IO.Compression;
using System.Runtime.ExceptionServices;

namespace ScaleEngine.Sevu.Sending;

/// <summary>The body of a response, decompressed, for blocking reads: a read is cancelled by the token, and times out if no
/// further byte arrives.</summary>
internal sealed class ResponseBodyStream : ReadOnlyStream
{
    private readonly NetworkStream _network;
    private readonly Stream _decoded;

    /// <param name="network">The body as it is transferred; disposed with this stream.</param>
    /// <param name="isCompressed">Whether it is compressed with gzip.</param>
    /// <param name="timeout">How long to wait for further bytes.</param>
    /// <param name="cancellationToken">Cancels a pending read.</param>
    public ResponseBodyStream(Stream network, bool isCompressed, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _network = new NetworkStream(network, timeout, cancellationToken);
        // Not by HttpClientHandler: it decompresses while it reads asynchronously, and a GZipStream that is disposed meanwhile, after
        // a timeout, corrupts the heap. Here it only runs inside a blocking read.
        _decoded = isCompressed ? new GZipStream(_network, CompressionMode.Decompress) : _network;
    }

    /// <summary>Called before waiting for the network.</summary>
    public Action? BeforeWait
    {
        set => _network.BeforeWait = value;
    }

    /// <exception cref="SevuTimeoutException">No byte arrived in time.</exception>
    /// <exception cref="SevuResponseException">The compressed data is damaged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="IOException">The connection failed.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        _network.ReceivedBytes = 0;
        try
        {
            int read = _decoded.Read(buffer, offset, count);
            // Mono's GZipStream takes an exception of the stream below it for the end of the data.
            if (read == 0)
            {
                _network.Failure?.Throw();
            }

            return read;
        }
        catch (InvalidDataException)
        {
            throw SevuResponseException.DamagedEncoding();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoded.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The network stream itself can neither time out nor be cancelled in a blocking read on .NET Framework.</summary>
    private sealed class NetworkStream(Stream network, TimeSpan timeout, CancellationToken cancellationToken) : ReadOnlyStream
    {
        // Compressed data without content can be endless.
        private const int MaxBytesWithoutContent = 1024 * 1024;

        public Action? BeforeWait { get; set; }

        /// <summary>The number of bytes since this was set to 0.</summary>
        public int ReceivedBytes { get; set; }

        /// <summary>What ended the reading; null while nothing has.</summary>
        public ExceptionDispatchInfo? Failure { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                return Receive(buffer, offset, count);
            }
            catch (Exception failure)
            {
                Failure = ExceptionDispatchInfo.Capture(failure);
                throw;
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                network.Dispose();
            }

            base.Dispose(disposing);
        }

        private int Receive(byte[] buffer, int offset, int count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReceivedBytes > MaxBytesWithoutContent)
            {
                throw new InvalidDataException();
            }

            try
            {
                // A read that is abandoned here ends when the response is disposed. Its buffer is not used again.
                Task<int> read = network.ReadAsync(buffer, offset, count, cancellationToken);
                if (!read.IsCompleted)
                {
                    BeforeWait?.Invoke();
                }

                if (!read.Wait((int)timeout.TotalMilliseconds, cancellationToken))
                {
                    throw new SevuTimeoutException(timeout);
                }

                ReceivedBytes += read.Result;
                return read.Result;
            }
            catch (Exception failure)
            {
                Exception cause = failure is AggregateException { InnerException: Exception inner } ? inner : failure;
                if (cause is not (IOException or OperationCanceledException or SevuException))
                {
                    // For example of a disposed connection, or of a header line after the body: the types differ between runtimes,
                    // and some are thrown at once, others with the task.
                    throw new IOException(cause.Message, cause);
                }

                ExceptionDispatchInfo.Capture(cause).Throw();
                throw;
            }
        }
    }
}
