namespace ScaleEngine.Sevu;

/// <summary>There is no connection to use.</summary>
public sealed class SevuConnectionException : SevuException
{
    private SevuConnectionException(string errorId, string message)
        : base("Sevu." + errorId, message, Messages.ConnectAction)
    {
    }

    internal static SevuConnectionException NotConnected()
        => new("NotConnected", Messages.NotConnected) { RequestSent = false };

    internal static SevuConnectionException Disconnected(bool requestSent)
        => new("Disconnected", Messages.Disconnected) { RequestSent = requestSent };
}
