namespace ScaleEngine.Sevu;

/// <summary>The response is not one of the service: not JSON, or JSON with another structure.</summary>
public sealed class SevuResponseException : SevuException
{
    private SevuResponseException(string errorId, string message, Exception? inner = null)
        : base("Sevu." + errorId, message, inner)
    {
    }

    internal static SevuResponseException Empty() => new("EmptyResponse", Messages.EmptyResponse);

    internal static SevuResponseException Html() => new("HtmlResponse", Messages.HtmlResponse);

    internal static SevuResponseException NotJson(Exception? cause = null) => new("NotJson", Messages.NotJson, cause);

    internal static SevuResponseException UnexpectedShape(string what)
        => new("UnexpectedShape", DisplayText.Format(Messages.UnexpectedShape, what));
}
