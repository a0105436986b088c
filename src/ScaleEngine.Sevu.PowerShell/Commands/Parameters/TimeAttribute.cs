using System.Globalization;
using System.Text.RegularExpressions;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Accepts times: <see cref="DateTime"/> and <see cref="DateTimeOffset"/> as they are, and text that means the same in every
/// culture.</summary>
/// <remarks>PowerShell would read text in the calendar of the culture (2026 as the year 1483), <c>12.5</c> as the 5th of December,
/// and a number as a number of ticks.</remarks>
public sealed class TimeAttribute : StrictTransformationAttribute
{
    private const string Time = "(?<hour>[0-9]{1,2})(:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?( ?(?<half>[ap]m))?| ?(?<half>[ap]m))";

    private const string Zone = " ?(Z|GMT|[+-][0-9]{2}:[0-9]{2}|[+-][0-9]{4})|[+-][0-9]{2}";

    // Dates with dots are not accepted: whoever writes them means the day first, and the invariant culture reads the month first.
    // The rest is matched too: .NET overlooks AM and PM without an hour, reads +1 as a time zone, and ignores A.D.
    private static readonly Regex FullDate = new(
        "^([a-z]{3,9},? )?([0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|"
            + "[0-9]{1,2}[- ][a-z]{3,9}[- ][0-9]{4}|[a-z]{3,9} [0-9]{1,2},? [0-9]{4})"
            + $"((T|,? +){Time}({Zone})?| ?(Z|GMT)|[+-][0-9]{{2}}:[0-9]{{2}})?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex TimeOfDay = new(
        "^(?<hour>[0-9]{1,2}):[0-9]{2}(:[0-9]{2})?( ?(?<half>[ap]m))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private protected override string ErrorText => CommandTexts.NotATime;

    private protected override string MissingText => CommandTexts.NoTime;

    // In the past.
    private protected override object Invalid => DateTime.MinValue;

    private protected override object? Convert(object value) => value switch
    {
        DateTime time => time,
        DateTimeOffset time => time.UtcDateTime,
        string text => Parse(text.Trim()),
        _ => null,
    };

    private static DateTime? Parse(string text)
        => (IsUnambiguous(FullDate.Match(text)) || IsUnambiguous(TimeOfDay.Match(text)))
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTime time) ? time : null;

    // .NET accepts 20:00 PM, and 0:30 PM as 12:30.
    private static bool IsUnambiguous(Match form) => form.Success
        && (!form.Groups["half"].Success || int.Parse(form.Groups["hour"].Value, CultureInfo.InvariantCulture) is >= 1 and <= 12);
}
