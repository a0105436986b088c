using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Reads an attempt from an object that has its properties: a copy from a job or a file, a row of a CSV file, an object
/// from JSON.</summary>
internal static class AttemptRow
{
    /// <summary>More than a URL or name has. What is added up is kept, so it has to have a bound.</summary>
    private const int MaxTextLength = 8192;

    // The year first, since Export-Csv writes a [datetime] in a culture that the file does not name.
    private static readonly Regex IsoTimeText = new(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,7})?)?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})?$",
        RegexOptions.CultureInvariant);

    /// <exception cref="SevuInputException">A property is missing, or has a value that cannot be read.</exception>
    public static TicketAttempt Read(PSObject row)
    {
        if (row.BaseObject is TicketAttempt attempt)
        {
            return attempt;
        }

        AttemptDetails details = new()
        {
            Key = RequiredText(row, nameof(TicketAttempt.Key)),
            Success = ReadSuccess(row),
            Reason = RequiredText(row, nameof(TicketAttempt.Reason)),
            Video = OptionalText(row, nameof(TicketAttempt.Video)),
            App = OptionalText(row, nameof(TicketAttempt.App)),
            PageUrl = OptionalText(row, nameof(TicketAttempt.PageUrl)),
            ReferrerUrl = OptionalText(row, nameof(TicketAttempt.ReferrerUrl)),
            Server = OptionalText(row, nameof(TicketAttempt.Server)),
        };
        return new TicketAttempt(ReadTime(row), RequiredText(row, nameof(TicketAttempt.IPAddress)), details);
    }

    private static bool ReadSuccess(PSObject row)
    {
        object? value = Required(row, nameof(TicketAttempt.Success));
        return value as bool?
            ?? (bool.TryParse(value as string, out bool success) ? success
                : throw Unreadable(nameof(TicketAttempt.Success), value));
    }

    private static DateTime? ReadTime(PSObject row)
    {
        bool hasUtc = row.Properties[nameof(TicketAttempt.DateTimeUtc)] is not null;
        string name = hasUtc ? nameof(TicketAttempt.DateTimeUtc) : nameof(TicketAttempt.DateTime);
        object? value = Required(row, name);
        return value switch
        {
            null or "" => null,
            // JSON in PowerShell 7: a time with a zone.
            DateTime time when hasUtc && time.Kind == DateTimeKind.Unspecified => DateTime.SpecifyKind(time, DateTimeKind.Utc),
            DateTime time => time.ToUniversalTime(),
            DateTimeOffset time => time.UtcDateTime,
            string text when IsoTimeText.Match(text) is { Success: true } match && (hasUtc || match.Groups["zone"].Success)
                && DateTime.TryParse(
                    text,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
                    out DateTime time) => time,
            _ => throw Unreadable(name, value),
        };
    }

    private static string? RequiredText(PSObject row, string name) => Text(name, Required(row, name));

    private static string? OptionalText(PSObject row, string name)
        => row.Properties[name] is PSPropertyInfo property ? Text(name, Value(property)) : null;

    private static string? Text(string name, object? value)
        => value is null ? null : Cut(ParameterValue.ToText(value) ?? throw Unreadable(name, value));

    private static string Cut(string text) => text.Length > MaxTextLength ? text.Substring(0, MaxTextLength) : text;

    private static object? Required(PSObject row, string name)
        => row.Properties[name] is PSPropertyInfo property ? Value(property)
            : throw SevuInputException.InvalidAttempt(DisplayText.Format(CommandTexts.AttemptLacks, name));

    /// <summary>A property of the user's may be code that throws.</summary>
    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return ParameterValue.Unwrap(property.Value);
        }
        catch (GetValueException failure)
        {
            throw Unreadable(property.Name, failure.GetBaseException().GetType().Name);
        }
    }

    private static SevuInputException Unreadable(string name, object? value)
        => SevuInputException.InvalidAttempt(
            DisplayText.Format(CommandTexts.AttemptValue, name, value is null ? "" : ParameterValue.Describe(value)));
}
