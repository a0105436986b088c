using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace ScaleEngine.Sevu;

/// <summary>The HTTP status is not 200: an error, or a redirect, which is never followed.</summary>
public sealed class SevuHttpException : SevuException
{
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="reason">The reason phrase.</param>
    /// <param name="location">The target of a redirect.</param>
    /// <param name="retryAfter">The Retry-After header.</param>
    /// <param name="date">The Date header, to which a Retry-After date is relative.</param>
    internal SevuHttpException(
        HttpStatusCode statusCode, string? reason, string? location, RetryConditionHeaderValue? retryAfter, DateTimeOffset? date)
        : base(
            "Sevu.Http." + ((int)statusCode).ToString(CultureInfo.InvariantCulture), Describe((int)statusCode, reason, location))
    {
        StatusCode = statusCode;
        RetryAfter = retryAfter?.Delta ?? retryAfter?.Date - (date ?? DateTimeOffset.UtcNow);
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
