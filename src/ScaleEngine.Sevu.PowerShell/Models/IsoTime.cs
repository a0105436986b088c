using System.Globalization;

namespace ScaleEngine.Sevu.Models;

/// <summary>Formats times, which the service logs in whole seconds, as ISO 8601: <c>2014-09-16T16:00:00Z</c>.</summary>
internal static class IsoTime
{
    public static string? ToText(DateTime? utc) => utc is DateTime time ? time.ToString("s", CultureInfo.InvariantCulture) + "Z" : null;
}
