using ScaleEngine.Sevu.Display;

namespace ScaleEngine.Sevu;

/// <summary>There is no connection to use.</summary>
public sealed class SevuConnectionException : SevuException
{
    private SevuConnectionException(string errorId, string message)
        : base("Sevu." + errorId, message)
    {
    }

    internal override bool IsFatalForConnection => true;

    /// <param name="message">What is missing, in the terms of who asks.</param>
    internal static SevuConnectionException NotConnected(string message) => new("NotConnected", message) { RequestSent = false };

    internal static SevuConnectionException Disconnected(bool requestSent)
        => new("Disconnected", Messages.Disconnected) { RequestSent = requestSent };
}
