namespace ScaleEngine.Sevu;

/// <summary>The response is not one of the service: not JSON, or JSON with another structure.</summary>
public sealed class SevuResponseException : SevuException
{
    private SevuResponseException(string errorId, string message)
        : base("Sevu." + errorId, message)
    {
    }

    internal static SevuResponseException Empty() => new("EmptyResponse", Messages.EmptyResponse);

    internal static SevuResponseException Html() => new("HtmlResponse", Messages.HtmlResponse);

    internal static SevuResponseException NotJson() => new("NotJson", Messages.NotJson);

    internal static SevuResponseException UnknownEncoding(string? encoding)
        => new("InvalidEncoding", DisplayText.Format(Messages.UnknownEncoding, encoding));

    internal static SevuResponseException DamagedEncoding() => new("InvalidEncoding", Messages.DamagedEncoding);

    internal static SevuResponseException TooLarge(long limit)
        => new("ResponseTooLarge", DisplayText.Format(Messages.ResponseTooLarge, limit));

    internal static SevuResponseException UnexpectedShape(string what)
        => new("UnexpectedShape", DisplayText.Format(Messages.UnexpectedShape, what));
}
