using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>Warns about local times that occur twice or not at all, where the clock is set back or forward.</summary>
internal static class LocalTimeWarning
{
    /// <param name="name">What the time is for.</param>
    /// <param name="time">Local unless its kind is UTC.</param>
    /// <returns>Null if the time occurs once.</returns>
    public static string? For(string name, DateTime? time)
    {
        if (time is not DateTime value || value.Kind == DateTimeKind.Utc)
        {
            return null;
        }

        DateTime meant = value.ToUniversalTime();
        if (TimeZoneInfo.Local.IsInvalidTime(value))
        {
            return DisplayText.Format(CommandTexts.TimeIsSkipped, name, FormatView.Time(value), IsoTime.ToText(meant));
        }

        if (!TimeZoneInfo.Local.IsAmbiguousTime(value))
        {
            return null;
        }

        DateTime other = TimeZoneInfo.Local.GetAmbiguousTimeOffsets(value)
            .Select(offset => value - offset)
            .First(instant => instant != meant);
        // Unless it comes from an instant, such as one in UTC, .NET reads it as the second one.
        if (meant < other)
        {
            return null;
        }
        return DisplayText.Format(
            CommandTexts.TimeOccursTwice, name, FormatView.Time(value), IsoTime.ToText(meant), IsoTime.ToText(other));
    }
}
