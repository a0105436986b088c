namespace ScaleEngine.Sevu;

/// <summary>There is no open connection.</summary>
public sealed class SevuConnectionException : SevuException
{
    private SevuConnectionException(string errorId, string message)
        : base("Sevu." + errorId, message)
    {
    }

    internal override bool IsFatalForConnection => true;

    /// <param name="message">What is missing, in the caller's terms.</param>
    internal static SevuConnectionException NotConnected(string message) => new("NotConnected", message) { RequestSent = false };

    internal static SevuConnectionException Disconnected(bool requestSent)
        => new("Disconnected", Messages.Disconnected) { RequestSent = requestSent };
}
