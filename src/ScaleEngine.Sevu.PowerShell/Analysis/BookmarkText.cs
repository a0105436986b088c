using System.Collections.Specialized;
using System.Globalization;
using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Analysis;

/// <summary>The JSON of a bookmark: <c>{"bookmark":"ScaleEngine.Sevu","version":1,"tickets":[{"key":"…","from":"…Z",
/// "returned":["…Z 0123…ef 1"]}]}</c>. An attempt that has been returned is its time, its hash and how many times it came.</summary>
internal static class BookmarkText
{
    private const string Product = "ScaleEngine.Sevu";
    private const int Version = 1;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static byte[] Write(IEnumerable<KeyValuePair<string, TicketMark>> tickets)
    {
        using PinnedBuffer json = new(4096);
        new PhpJsonWriter(json).WriteUnclosedObject(
        [
            new("bookmark", Product),
            new("version", Version),
            new("tickets", tickets.Select(ticket => new OrderedDictionary
            {
                ["key"] = ticket.Key,
                ["from"] = ToText(ticket.Value.From),
                ["returned"] = ticket.Value.Returned.Select(ToText).ToArray(),
            }).ToArray()),
        ]);
        json.Append("}\n");
        return json.Bytes.Take(json.Length).ToArray();
    }

    /// <param name="stream">The text.</param>
    /// <param name="path">Its file, for errors.</param>
    /// <exception cref="SevuBookmarkException">It is not a bookmark, is damaged, or is one of a later version.</exception>
    public static Dictionary<string, TicketMark> Read(Stream stream, string path)
    {
        try
        {
            JsonPullReader json = new(stream);
            json.PeekContent();
            Expect(json.Read() && json.Token == JsonToken.StartObject);
            Expect(Name(json) == "bookmark" && Text(json) == Product);
            Expect(Name(json) == "version");
            long version = Integer(Text(json));
            if (version != Version)
            {
                throw SevuBookmarkException.UnknownVersion(path, version);
            }

            Expect(Name(json) == "tickets");
            Dictionary<string, TicketMark> tickets = ReadTickets(json);
            Expect(json.Read() && json.Token == JsonToken.EndObject && !json.Read());
            return tickets;
        }
        catch (Exception failure) when (failure is FormatException or EndOfStreamException or SevuResponseException or ArgumentException)
        {
            throw SevuBookmarkException.Invalid(path);
        }
    }

    private static Dictionary<string, TicketMark> ReadTickets(JsonPullReader json)
    {
        Dictionary<string, TicketMark> tickets = new(StringComparer.Ordinal);
        Expect(json.Read() && json.Token == JsonToken.StartArray);
        while (json.Read() && json.Token == JsonToken.StartObject)
        {
            Expect(Name(json) == "key");
            string key = Text(json);
            Expect(Name(json) == "from" && json.Read() && json.Token is JsonToken.String or JsonToken.Null);
            DateTime? from = json.Token == JsonToken.Null ? null : Time(json.Text);
            Expect(Name(json) == "returned" && json.Read() && json.Token == JsonToken.StartArray);
            Dictionary<AttemptFingerprint, int> returned = [];
            while (json.Read() && json.Token == JsonToken.String)
            {
                (AttemptFingerprint fingerprint, int count) = Returned(json.Text);
                returned.Add(fingerprint, count);
            }

            Expect(json.Token == JsonToken.EndArray && json.Read() && json.Token == JsonToken.EndObject);
            tickets.Add(key, new TicketMark(from, returned));
        }

        Expect(json.Token == JsonToken.EndArray);
        return tickets;
    }

    private static string ToText(KeyValuePair<AttemptFingerprint, int> returned) => string.Format(
        CultureInfo.InvariantCulture, "{0} {1:x16}{2:x16} {3}", ToText(returned.Key.Utc), returned.Key.High, returned.Key.Low, returned.Value);

    private static (AttemptFingerprint Fingerprint, int Count) Returned(string text)
    {
        string[] parts = text.Split(' ');
        Expect(parts.Length == 3 && parts[1].Length == 32);
        return (new(Time(parts[0]), Hex(parts[1].Substring(0, 16)), Hex(parts[1].Substring(16))), checked((int)Integer(parts[2])));
    }

    private static string? ToText(DateTime? utc) => utc?.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTime Time(string text) => DateTime.ParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static long Integer(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string? Name(JsonPullReader json) => json.Read() && json.Token == JsonToken.PropertyName ? json.Text : null;

    private static string Text(JsonPullReader json)
    {
        Expect(json.Read() && json.IsScalar);
        return json.Text;
    }

    private static void Expect(bool isAsExpected)
    {
        if (!isAsExpected)
        {
            throw new FormatException();
        }
    }
}
