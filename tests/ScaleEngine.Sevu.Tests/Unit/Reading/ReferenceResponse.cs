using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

/// <summary>What a response of the service says, worked out from what <see cref="ReferenceJson"/> reads: what its code and status
/// mean, and which texts around JSON are taken.</summary>
internal class ReferenceResponse
{
    private static readonly string[] Failures = ["0000", "0001", "0002", "0003", "0004", "0005", "0006", "1000"];
    private static readonly string[] Successes = ["2100", "2101", "0100"];

    private readonly string? _startError;
    private string? _status;

    public ReferenceResponse(byte[] body)
    {
        // White space, and a byte order mark, or a part of one.
        int start = 0;
        while (start < body.Length && body[start] is 0xef or 0xbb or 0xbf or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        if (start == body.Length)
        {
            _startError = "Sevu.EmptyResponse";
        }
        else if (body[start] != '{')
        {
            // What PHP writes before its output, if an object follows in the first few kilobytes.
            int first = start;
            start = IndexOfObject(body, first);
            if (start < 0 || !Encoding.UTF8.GetString(body, first, start - first).Contains(" on line "))
            {
                _startError = body[first] == '<' ? "Sevu.HtmlResponse" : body[first] == '[' ? "Sevu.UnexpectedShape" : "Sevu.NotJson";
            }

            Warning = "text before";
        }

        if (_startError is not null)
        {
            Root = ReferenceJson.Parse([], out _, out _);
            return;
        }

        Root = ReferenceJson.Parse(body.AsSpan(start), out ReferenceEnd end, out int length);
        End = end;
        HasTrailingText = end == ReferenceEnd.Whole
            && body.Skip(start + length).Any(other => other is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'));
    }

    public ReferenceJson Root { get; }

    public ReferenceEnd End { get; }

    /// <summary>A part of the first warning; null if there is none.</summary>
    public string? Warning { get; private set; }

    public string Code { get; private set; } = "NoCode";

    public bool IsWhole => _startError is null && End == ReferenceEnd.Whole;

    /// <summary>Whether it is not JSON, so that each of several errors will do.</summary>
    public bool IsMalformed => _startError is null && End == ReferenceEnd.Malformed;

    protected bool HasTrailingText { get; }

    protected bool IsUnknownCode => Code != "NoCode" && !Failures.Contains(Code) && !Successes.Contains(Code);

    /// <returns>Null for the service's null, and for what is not a time. The first second of the year 1 is the null of an attempt.</returns>
    public static DateTime? Time(string? text)
        => DateTime.TryParseExact(
            text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTime utc) && utc != default ? utc : null;

    public static string Describe(params string?[] texts)
        => string.Join(" ", texts.Select(text => text is null ? "-" : $"{text.Length}:{text}"));

    public static string? Describe(DateTime? utc) => utc?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The id of the error, or what ends well.</summary>
    /// <param name="hasContent">Whether the response contains what was requested.</param>
    /// <param name="defect">Whether a part of it has another shape.</param>
    /// <param name="attempts">How many attempts were read before.</param>
    public string EndOf(bool hasContent, bool defect, int attempts = 0)
    {
        if (_startError is not null)
        {
            return _startError;
        }

        bool isFailure = Failures.Contains(Code);
        if (End != ReferenceEnd.Whole)
        {
            return End == ReferenceEnd.Malformed ? "error" : isFailure ? "Sevu." + Code : $"Sevu.Incomplete after {attempts}";
        }

        return VerdictOf(hasContent, defect);
    }

    /// <summary>What code and status, as far as they were read, say.</summary>
    /// <inheritdoc cref="EndOf"/>
    public string VerdictOf(bool hasContent, bool defect)
    {
        bool saysSuccess = string.Equals(_status, "success", StringComparison.OrdinalIgnoreCase);
        bool saysFailure = string.Equals(_status, "failure", StringComparison.OrdinalIgnoreCase);
        bool claimed = saysSuccess || (hasContent && !saysFailure);
        bool isSuccess = !Failures.Contains(Code) && (claimed || (_status is null && !IsUnknownCode));
        if (!isSuccess)
        {
            return "Sevu." + Code;
        }

        return defect || (_status is null && Code == "NoCode" && !hasContent) ? "Sevu.UnexpectedShape" : "success";
    }

    public void Warn(string part) => Warning ??= part;

    /// <summary>The members that are not those of every response, in their order. The last one may not be complete.</summary>
    protected IEnumerable<(string Name, ReferenceJson Value)> Fields()
    {
        foreach ((string? name, ReferenceJson value) in Root.Members)
        {
            switch (name)
            {
                case "code":
                    // Of two codes, that of a failure counts.
                    Code = Failures.Contains(Code) || !value.IsComplete ? Code : CodeOf(Joined(value));
                    break;
                case "status":
                    _status = value.IsComplete ? Joined(value) : _status;
                    break;
                case "message" or "handle_time":
                    break;
                default:
                    yield return (name!, value);
                    break;
            }
        }

        if (HasTrailingText)
        {
            Warn("text after");
        }
    }

    protected string? Text(string name, ReferenceJson value)
    {
        if (value.IsContainer)
        {
            Warn($"'{name}'");
        }

        return value.Text;
    }

    protected DateTime? ReadTime(string name, ReferenceJson value)
    {
        string? text = Text(name, value);
        DateTime? utc = Time(text);
        if (utc is null && text is not (null or "" or "0000-00-00 00:00:00"))
        {
            Warn($"'{name}'");
        }

        return utc;
    }

    protected bool? ReadBoolean(string name, ReferenceJson value)
    {
        string? text = Text(name, value);
        switch (text)
        {
            case null: return null;
            case "true": return true;
            case "false" or "": return false;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && !double.IsNaN(number) && !double.IsInfinity(number))
        {
            return number != 0;
        }

        Warn($"'{name}'");
        return null;
    }

    protected long? ReadInteger(string name, ReferenceJson value)
    {
        string? text = Text(name, value);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return number;
        }

        if (!string.IsNullOrEmpty(text))
        {
            Warn($"'{name}'");
        }

        return null;
    }

    private static int IndexOfObject(byte[] body, int start)
    {
        for (int at = start; at < start + 4096 && at + 1 < body.Length; at++)
        {
            if (body[at] == '{' && body[at + 1] == '"')
            {
                return at;
            }
        }

        return -1;
    }

    private static string? Joined(ReferenceJson value)
    {
        string joined = "";
        foreach (string text in value.Scalars)
        {
            if (!value.IsContainer)
            {
                return text;
            }

            if (joined.Length < 1000)
            {
                joined += joined.Length == 0 ? text : ", " + text;
            }
        }

        return joined.Length == 0 ? null : joined;
    }

    private static string CodeOf(string? text)
    {
        if (text is null)
        {
            return "NoCode";
        }

        return double.TryParse(text.Split(',')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number >= 0 && number <= 9999 && Math.Floor(number) == number
            ? ((int)number).ToString("D4", CultureInfo.InvariantCulture) : "UnknownCode";
    }
}
