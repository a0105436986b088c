using System.Security.Cryptography;

namespace ScaleEngine.Sevu.Analysis;

/// <summary>Computes fingerprints: 16 bytes of a SHA-256 of all properties but time and key.</summary>
/// <remarks>Strangers choose some of these texts. With a weaker hash, they could make attempts disappear.</remarks>
internal sealed class AttemptHasher : IDisposable
{
    private readonly SHA256 _sha256 = SHA256.Create();
    private readonly MemoryStream _buffer = new();
    private readonly BinaryWriter _writer;

    public AttemptHasher() => _writer = new BinaryWriter(_buffer);

    public AttemptFingerprint Compute(TicketAttempt attempt)
    {
        _buffer.SetLength(0);
        _writer.Write(attempt.Success);
        foreach (string? text in (string?[])
            [
                attempt.IPAddress, attempt.Video, attempt.App, attempt.AppInstance, attempt.PageUrl, attempt.ReferrerUrl, attempt.Reason,
                attempt.Server,
            ])
        {
            // With their lengths, so that text cannot move from one property to the next unnoticed.
            _writer.Write(text is not null);
            _writer.Write(text ?? "");
        }

        byte[] hash = _sha256.ComputeHash(_buffer.GetBuffer(), 0, (int)_buffer.Length);
        return new AttemptFingerprint(attempt.Utc ?? AttemptFingerprint.Undated, BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8));
    }

    public void Dispose()
    {
        _sha256.Dispose();
        _writer.Dispose();
    }
}
