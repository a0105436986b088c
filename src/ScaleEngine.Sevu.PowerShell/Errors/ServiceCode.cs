using System.Globalization;

namespace ScaleEngine.Sevu.Errors;

internal enum ServiceCodeKind
{
    None,
    Success,
    Authentication,
    Permission,
    Clock,
    InvalidRequest,
    Transient,
    Unknown,
}

/// <summary>A response code of the service. Codes have four digits; in JSON, <c>1</c>, <c>"1"</c> and <c>"0001"</c> are the
/// same code.</summary>
/// <remarks>Codes and meanings are from the service's page of response codes,
/// https://cp.scaleengine.net/dev/docs/api/response_codes</remarks>
internal readonly record struct ServiceCode(string Text, ServiceCodeKind Kind, string Meaning)
{
    /// <summary>The service met an unexpected error. Whether it did what was requested is unknown.</summary>
    public const string UnexpectedError = "0004";

    /// <summary>The ticket was not used.</summary>
    public const string NotUsed = "2100";

    /// <summary>The service is overloaded, and asks clients to wait a few minutes.</summary>
    public const string UnusualLoad = "1000";

    /// <param name="raw">The code as written in the response; null if there was none.</param>
    public static ServiceCode Parse(string? raw)
    {
        if (raw is null)
        {
            return new("NoCode", ServiceCodeKind.None, "");
        }

        // As loosely as PHP writes it: " 3 ", 3.0, and of a list the first.
        if (!double.TryParse(raw.Split(',')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || value < 0 || value > 9999 || Math.Floor(value) != value)
        {
            return new("UnknownCode", ServiceCodeKind.Unknown, Messages.CodeUnknown);
        }

        int number = (int)value;
        string text = number.ToString("D4", CultureInfo.InvariantCulture);
        return text switch
        {
            NotUsed or "2101" or "0100" => new(text, ServiceCodeKind.Success, Messages.CodeUnknown),
            "0000" => new(text, ServiceCodeKind.InvalidRequest, Messages.Code0000),
            "0001" => new(text, ServiceCodeKind.Authentication, Messages.Code0001),
            "0002" => new(text, ServiceCodeKind.Clock, Messages.Code0002),
            "0003" => new(text, ServiceCodeKind.Authentication, Messages.Code0003),
            UnexpectedError => new(text, ServiceCodeKind.Transient, Messages.Code0004),
            "0005" => new(text, ServiceCodeKind.Permission, Messages.Code0005),
            "0006" => new(text, ServiceCodeKind.InvalidRequest, Messages.Code0006),
            UnusualLoad => new(text, ServiceCodeKind.Transient, Messages.Code1000),
            _ => new(text, ServiceCodeKind.Unknown, Messages.CodeUnknown),
        };
    }
}
