using System.Globalization;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Accepts lengths of time of whole seconds, from a minute to 31 days: a <see cref="TimeSpan"/>, or text such as
/// <c>01:00:00</c>.</summary>
/// <remarks>PowerShell would read the number 60 as 6 microseconds, and the text <c>1</c> as a day.</remarks>
public sealed class DurationAttribute : StrictTransformationAttribute
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    private protected override string ErrorText => CommandTexts.NotADuration;

    private protected override object? Convert(object value)
        => Parse(value) is TimeSpan duration && duration >= Shortest && duration <= Longest
            && duration.Ticks % TimeSpan.TicksPerSecond == 0
            ? duration : null;

    private static TimeSpan? Parse(object value) => value switch
    {
        TimeSpan duration => duration,
        string text when text.Contains(':')
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan duration) => duration,
        _ => null,
    };
}
