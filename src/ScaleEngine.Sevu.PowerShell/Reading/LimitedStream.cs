using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads a stream up to a limit.</summary>
/// <param name="stream">The stream; not disposed with this one.</param>
/// <param name="maxLength">How many bytes may be read; more are an error.</param>
/// <param name="copy">Receives every byte that is read; null for none.</param>
internal sealed class LimitedStream(Stream stream, long maxLength, Stream? copy) : ReadOnlyStream
{
    private long _length;

    /// <exception cref="SevuResponseException">The limit is exceeded.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int received = stream.Read(buffer, offset, count);
        _length += received;
        if (_length > maxLength)
        {
            throw SevuResponseException.TooLarge(maxLength);
        }

        copy?.Write(buffer, offset, received);
        return received;
    }
}
