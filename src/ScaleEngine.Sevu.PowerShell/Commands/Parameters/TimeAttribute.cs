using System.Globalization;
using System.Text.RegularExpressions;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Accepts times: <see cref="DateTime"/> and <see cref="DateTimeOffset"/> as they are, and text that means the same in every
/// culture.</summary>
/// <remarks>PowerShell would read text in the calendar of the culture (2026 as the year 1483), <c>12.5</c> as the 5th of December,
/// and a number as a number of ticks.</remarks>
public sealed class TimeAttribute : StrictTransformationAttribute
{
    // Dates with dots are not accepted: whoever writes them means the day first, and the invariant culture reads the month first.
    private static readonly Regex FullDate = new(
        "^([a-z]{3,9},? )?([0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|"
            + "[0-9]{1,2}[- ][a-z]{3,9}[- ][0-9]{4}|[a-z]{3,9} [0-9]{1,2},? [0-9]{4})(?![0-9])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex TimeOfDay = new(
        "^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?[ap]m)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private protected override string ErrorText => CommandTexts.NotATime;

    private protected override object? Convert(object value) => value switch
    {
        DateTime time => time,
        DateTimeOffset time => time.UtcDateTime,
        string text => Parse(text.Trim()),
        _ => null,
    };

    private static DateTime? Parse(string text)
        => (FullDate.IsMatch(text) || TimeOfDay.IsMatch(text))
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTime time) ? time : null;
}
