namespace ScaleEngine.Sevu;

/// <summary>The bookmark cannot be used. It is as it was.</summary>
public sealed class SevuBookmarkException : SevuException
{
    internal const string InUseId = "Sevu.BookmarkInUse";
    internal const string InvalidId = "Sevu.InvalidBookmark";

    private SevuBookmarkException(string errorId, string message)
        : base(errorId, message)
        => RequestSent = false;

    /// <param name="path">The bookmark's file.</param>
    /// <param name="holder">Who holds it, as text of its own; null if that is not known.</param>
    internal static SevuBookmarkException InUse(string path, string? holder)
        => new(InUseId, DisplayText.Format(Messages.BookmarkInUse, path, holder ?? Messages.BookmarkHolderUnknown));

    internal static SevuBookmarkException Invalid(string path) => new(InvalidId, DisplayText.Format(Messages.InvalidBookmark, path));

    internal static SevuBookmarkException UnknownVersion(string path, long version)
        => new(InvalidId, DisplayText.Format(Messages.BookmarkVersion, path, version));

    /// <param name="path">The bookmark's file.</param>
    /// <param name="reason">Why it cannot be read or written, as the system says.</param>
    internal static SevuBookmarkException NotAccessible(string path, string reason)
        => new("Sevu.BookmarkNotAccessible", DisplayText.Format(Messages.BookmarkNotAccessible, path, reason));
}
