using System;
using System.Globalization;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>What a checked <c>sevu.errorlog</c> asks for.</summary>
/// <param name="Key">The ticket.</param>
/// <param name="Since">Only attempts on or after this day, UTC.</param>
internal sealed record UsageQuery(string Key, DateOnly? Since)
{
    public static UsageQuery From(SignedRequest request) => new(
        (string)request.Fields["key"]!,
        request.Fields.TryGetValue("starttime", out object? text) && TryParseDay((string)text!, out DateOnly day)
            ? day
            : null);

    public static bool TryParseDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
