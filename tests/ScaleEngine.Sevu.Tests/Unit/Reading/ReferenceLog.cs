using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

/// <summary>The attempts in a response, and how it ends.</summary>
internal sealed class ReferenceLog : ReferenceResponse
{
    private static readonly string[] Texts = ["key", "ip", "video", "app", "appinst", "pageurl", "refurl", "reason", "server"];

    private readonly AttemptFilter _filter;
    private readonly List<string> _selected = [];
    private DateTime? _latest;
    private int _count;

    public ReferenceLog(byte[] body, AttemptFilter filter)
        : base(body)
    {
        _filter = filter;
        bool sawList = false;
        bool defect = false;
        foreach ((string name, ReferenceJson value) in Fields())
        {
            if (name != "attempts")
            {
                continue;
            }

            // PHP's other ways to write an empty list.
            sawList |= value.IsContainer || value.Text is "" or "false";
            defect |= !value.IsContainer && value.Text is not (null or "" or "false");
            // A PHP list with gaps is an object, with numbers as names.
            foreach ((_, ReferenceJson entry) in value.Members)
            {
                defect |= entry.Kind != JsonTokenType.StartObject;
                if (entry is { Kind: JsonTokenType.StartObject, IsComplete: true })
                {
                    AddAttempt(entry);
                }
            }
        }

        string end = EndOf(hasContent: IsUnknownCode ? _count > 0 : sawList, defect, _count);
        End = end == "success" && !sawList && Code != "2100" ? "Sevu.UnexpectedShape" : end;
    }

    public new string End { get; }

    public override string ToString() => Describe(_selected, _latest, End, IsWhole ? Warning : null);

    public static string Describe(IEnumerable<string> attempts, DateTime? latest, string end, string? warning)
        => $"{string.Join("\n", attempts)}\nlatest: {Describe(latest)}\nend: {end}\nwarning: {warning}";

    public static string Describe(DateTime? utc, bool success, IEnumerable<string?> texts)
        => $"{Describe(utc)} {success} {Describe(texts.ToArray())}";

    private void AddAttempt(ReferenceJson entry)
    {
        Dictionary<string, string?> texts = [];
        DateTime? utc = null;
        bool? success = null;
        // The last of two members with the same name counts.
        foreach ((string? name, ReferenceJson value) in entry.Members)
        {
            if (name == "datetime")
            {
                utc = ReadTime(name, value);
            }
            else if (name == "success")
            {
                success = ReadBoolean(name, value);
            }
            else if (Texts.Contains(name))
            {
                texts[name!] = Text(name!, value);
            }
        }

        string? TextOf(string name) => texts.TryGetValue(name, out string? text) ? text : null;
        bool isAccepted = success ?? TextOf("reason") == "Success";
        _count++;
        _latest = utc > _latest || _latest is null ? utc : _latest;
        bool isSelected = !(utc < _filter.StartUtc) && !(utc > _filter.EndUtc) && (_filter.Success ?? isAccepted) == isAccepted
            && (_filter.Reason is null || _filter.Reason(TextOf("reason")))
            && (_filter.Video is null || _filter.Video(TextOf("video")));
        if (isSelected)
        {
            _selected.Add(Describe(utc, isAccepted, Texts.Select(TextOf)));
        }
    }
}
