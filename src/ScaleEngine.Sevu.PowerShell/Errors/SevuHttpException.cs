using System.Globalization;
using System.Net;

namespace ScaleEngine.Sevu;

/// <summary>The HTTP status is not one of success: an error, or a redirect, which is never followed.</summary>
public sealed class SevuHttpException : SevuException
{
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="reason">The reason phrase.</param>
    /// <param name="location">The target of a redirect.</param>
    /// <param name="retryAfter">How long the server asks to wait.</param>
    internal SevuHttpException(
        HttpStatusCode statusCode, string? reason, string? location, TimeSpan? retryAfter)
        : base(
            "Sevu.Http." + ((int)statusCode).ToString(CultureInfo.InvariantCulture), Describe((int)statusCode, reason, location))
    {
        StatusCode = statusCode;
        RetryAfter = retryAfter;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    internal override bool IsRejection => (int)StatusCode is >= 300 and < 500;

    internal override bool IsTransient => (int)StatusCode is 408 or 429 or >= 500;

    internal override bool IsBusy => (int)StatusCode == 429;

    internal override TimeSpan? RetryAfter { get; }

    private static string Describe(int status, string? reason, string? location)
        => status is >= 300 and < 400
            ? DisplayText.Format(Messages.HttpRedirect, status, location)
            : DisplayText.Format(Messages.HttpStatus, status, reason);
}
