using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Output;

/// <summary>The hidden properties that the format views show (<c>ScaleEngine.Sevu.format.ps1xml</c>). <see cref="TypeDataRegistration"/>
/// adds them to the objects.</summary>
/// <remarks>A view cannot call these methods itself: in Constrained Language Mode, a script block may only read
/// properties.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FormatView
{
    private const int MaxFields = 1000;
    private const int MaxNameLength = 40;
    private const int MaxItems = 100;
    private const int MaxValueLength = 1000;

    /// <summary>The time of an attempt.</summary>
    public static string? ShownDateTime(PSObject item) => Time(item, nameof(TicketAttempt.DateTime));

    /// <summary>The key of an attempt or ticket.</summary>
    public static string? ShownKey(PSObject item) => Text(item, nameof(Sevu.Ticket.Key));

    /// <summary>The key of an attempt, under the name that its table shows above a group.</summary>
    public static string? Ticket(PSObject item) => ShownKey(item);

    /// <summary>How many times a ticket may be used.</summary>
    public static string? ShownUses(PSObject item)
        => Text(item, nameof(Sevu.Ticket.Uses)) is string uses ? uses == "0" ? CommandTexts.Unlimited : uses : null;

    /// <summary>The address of an attempt, the addresses of a ticket.</summary>
    public static string? ShownIPAddress(PSObject item) => Text(item, nameof(Sevu.Ticket.IPAddress));

    /// <summary>The video of an attempt, the videos of a ticket.</summary>
    public static string? ShownVideo(PSObject item) => Text(item, nameof(Sevu.Ticket.Video));

    /// <summary>The application of an attempt, the applications of a ticket.</summary>
    public static string? ShownApp(PSObject item) => Text(item, nameof(Sevu.Ticket.App));

    /// <summary>The application's instance of an attempt.</summary>
    public static string? ShownAppInstance(PSObject item) => Text(item, nameof(TicketAttempt.AppInstance));

    /// <summary>The page of an attempt.</summary>
    public static string? ShownPageUrl(PSObject item) => Text(item, nameof(TicketAttempt.PageUrl));

    /// <summary>The referrer of an attempt.</summary>
    public static string? ShownReferrerUrl(PSObject item) => Text(item, nameof(TicketAttempt.ReferrerUrl));

    /// <summary>The reason of an attempt.</summary>
    public static string? ShownReason(PSObject item) => Text(item, nameof(TicketAttempt.Reason));

    /// <summary>The server of an attempt.</summary>
    public static string? ShownServer(PSObject item) => Text(item, nameof(TicketAttempt.Server));

    /// <summary>When a ticket was issued.</summary>
    public static string? ShownCreated(PSObject item) => Time(item, nameof(Sevu.Ticket.Created));

    /// <summary>When a ticket was last used.</summary>
    public static string? ShownUsed(PSObject item) => Time(item, nameof(Sevu.Ticket.Used));

    /// <summary>When a ticket expires.</summary>
    public static string? ShownExpires(PSObject item) => Time(item, nameof(Sevu.Ticket.Expires));

    /// <summary>The earliest attempt of a summary.</summary>
    public static string? ShownFirst(PSObject item) => Time(item, nameof(TicketSummary.First));

    /// <summary>The latest attempt of a summary.</summary>
    public static string? ShownLast(PSObject item) => Time(item, nameof(TicketSummary.Last));

    /// <summary>The reasons in a summary.</summary>
    public static string? ShownReasons(PSObject item) => Names(item, nameof(TicketSummary.Reasons));

    /// <summary>The applications in a summary.</summary>
    public static string? ShownApps(PSObject item) => Names(item, nameof(TicketSummary.Apps));

    /// <summary>The videos in a summary.</summary>
    public static string? ShownVideos(PSObject item) => Names(item, nameof(TicketSummary.Videos));

    /// <summary>The servers in a summary.</summary>
    public static string? ShownServers(PSObject item) => Names(item, nameof(TicketSummary.Servers));

    /// <summary>The hosts of the referrers in a summary.</summary>
    public static string? ShownReferrerHosts(PSObject item) => Names(item, nameof(TicketSummary.ReferrerHosts));

    /// <summary>A response whose fields are not known in advance, one field per line.</summary>
    public static string ShownResponse(PSObject response)
    {
        (string Name, object? Value)[] fields =
            [.. response.Properties.Take(MaxFields + 1).Select(property => (DisplayText.ForDisplay(property.Name, MaxNameLength), property.Value))];
        int width = fields.Select(field => field.Name.Length).DefaultIfEmpty().Max();
        return string.Join(
            Environment.NewLine,
            fields.Select((field, i) => i == MaxFields ? "…" : field.Name.PadRight(width) + " : " + Value(field.Value)));
    }

    /// <summary>A time in the same format in every culture. Some calendars end before a ticket expires.</summary>
    internal static string? Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // Copies from a job or a file have only the properties, not the type.
    private static object? Property(PSObject item, string name) => item.Properties[name]?.Value;

    private static string? Text(PSObject item, string name) => Property(item, name) is object value ? Text($"{value}") : null;

    /// <summary>Untrusted text on one line, see <see cref="DisplayText.ReplaceControlCharacters"/>.</summary>
    private static string Text(string text) => DisplayText.ReplaceControlCharacters(text);

    private static string? Time(PSObject item, string name) => Time(Property(item, name) as DateTime?);

    /// <summary>Copies of names are in a list without a text of its own, and without the number of the others.</summary>
    private static string? Names(PSObject item, string name)
    {
        if (Property(item, name) is not PSObject { BaseObject: IList list })
        {
            return Text(item, name);
        }

        CountedName[] names =
        [
            .. list.Cast<object?>().OfType<PSObject>()
                .Select(copy => new CountedName(
                    Property(copy, nameof(CountedName.Name)) as string, Property(copy, nameof(CountedName.Count)) as long? ?? 0)),
        ];
        long attempts = Property(item, nameof(TicketSummary.Attempts)) as long? ?? 0;
        return Text(new CountedNames(names, attempts - names.Sum(copy => copy.Count)).ToString());
    }

    private static string Value(object? value)
    {
        string text = (value is PSObject wrapped ? wrapped.BaseObject : value) is IList list
            ? "{" + string.Join(", ", list.Cast<object?>().Take(MaxItems)) + (list.Count > MaxItems ? ", …}" : "}")
            : $"{value}";
        return DisplayText.ForDisplay(text, MaxValueLength);
    }
}
