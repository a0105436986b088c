using System.Diagnostics;
using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads a stream up to a limit of length and time.</summary>
/// <param name="stream">The stream; not disposed with this one.</param>
/// <param name="maxLength">How many bytes may be read; more are an error.</param>
/// <param name="maxTime">How long reading may take altogether.</param>
/// <param name="copy">Receives every byte that is read; null for none.</param>
internal sealed class LimitedStream(Stream stream, long maxLength, TimeSpan maxTime, Stream? copy) : ReadOnlyStream
{
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private long _length;

    /// <exception cref="SevuResponseException">There is more than the limit.</exception>
    /// <exception cref="SevuTimeoutException">Reading takes longer than the limit.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int received = stream.Read(buffer, offset, count);
        _length += received;
        if (_length > maxLength)
        {
            throw SevuResponseException.TooLarge(maxLength);
        }

        if (_time.Elapsed > maxTime)
        {
            throw new SevuTimeoutException(maxTime);
        }

        copy?.Write(buffer, offset, received);
        return received;
    }
}
