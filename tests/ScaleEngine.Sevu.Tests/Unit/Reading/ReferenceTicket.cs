using System;
using System.Collections.Generic;
using System.Globalization;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

/// <summary>The ticket in a response, and how it ends.</summary>
internal sealed class ReferenceTicket : ReferenceResponse
{
    /// <summary>Instead of the warning, where any will do.</summary>
    public const string AnyWarning = "any";

    private readonly string? _sentPassword;
    private readonly List<Found> _tickets = [];
    private readonly Found _root = new();

    /// <param name="body">The response.</param>
    /// <param name="sentPassword">The password of a new ticket; null for one that exists.</param>
    public ReferenceTicket(byte[] body, string? sentPassword)
        : base(body)
    {
        _sentPassword = sentPassword;
        foreach ((string name, ReferenceJson value) in Fields())
        {
            if (name == "ticket")
            {
                Collect(value);
            }
            else
            {
                Read(_root, name, value);
            }
        }
    }

    /// <summary>What may come of the response.</summary>
    public IReadOnlyList<string> Accepted()
    {
        List<string> accepted = [];
        // The first one with a key. The fields of one ticket are never those of another.
        Found ticket = _tickets.Find(found => found.Key is not null) ?? _root;
        bool hasKey = ticket.Key is not null;
        string end = EndOf(hasKey, defect: !hasKey);
        // A new ticket whose key has arrived is worth more than the rest.
        if (!IsWhole && _sentPassword is not null && hasKey)
        {
            if (IsMalformed)
            {
                accepted.Add(Describe(null, end, null));
            }

            end = VerdictOf(hasKey, defect: false);
            accepted.Add(Describe(end == "success" ? ticket.ToString(_sentPassword) : null, end, end == "success" ? AnyWarning : null));
            return accepted;
        }

        if (_tickets.Count > 0 && _root.Key is not null && (ticket == _root || _root.Key != ticket.Key))
        {
            Warn("several tickets");
        }

        bool isSuccess = end == "success";
        accepted.Add(Describe(isSuccess ? ticket.ToString(_sentPassword) : null, end, IsWhole ? Warning : null));
        return accepted;
    }

    public static string Describe(string? ticket, string end, string? warning) => $"{ticket}\nend: {end}\nwarning: {warning}";

    public static string Describe(
        string? key, string? video, string? app, string? ip, string? password, long? uses, bool? active, DateTime? created, DateTime? used, DateTime? expires)
        => Describe(
            key, video, app, ip, password, uses?.ToString(CultureInfo.InvariantCulture), active?.ToString(), Describe(created), Describe(used), Describe(expires));

    /// <summary>A ticket, or a list of tickets; a list of PHP may be an object, with numbers as names.</summary>
    private void Collect(ReferenceJson value)
    {
        Found? ticket = null;
        foreach ((string? name, ReferenceJson member) in value.Members)
        {
            if (name is null || int.TryParse(name, out _))
            {
                Collect(member);
                continue;
            }

            if (ticket is null)
            {
                if (_tickets.Count > 0)
                {
                    Warn("several tickets");
                }

                _tickets.Add(ticket = new Found());
            }

            Read(ticket, name, member);
        }
    }

    private void Read(Found ticket, string name, ReferenceJson value)
    {
        if (!value.IsComplete)
        {
            return;
        }

        switch (name)
        {
            case "key": ticket.Key = Text(name, value) is { Length: > 0 } key ? key : null; break;
            case "video": ticket.Video = Text(name, value); break;
            case "app": ticket.App = Text(name, value); break;
            case "ip": ticket.IP = Text(name, value); break;
            case "pass": ticket.Password = Text(name, value); break;
            case "uses": ticket.Uses = ReadInteger(name, value); break;
            case "active": ticket.Active = ReadBoolean(name, value); break;
            case "created_date": ticket.Created = ReadTime(name, value); break;
            case "used_date": ticket.Used = ReadTime(name, value); break;
            case "expire_date" or "expire": ticket.Expires = ReadTime(name, value) ?? ticket.Expires; break;
        }
    }

    private sealed class Found
    {
        public string? Key { get; set; }

        public string? Video { get; set; }

        public string? App { get; set; }

        public string? IP { get; set; }

        public string? Password { get; set; }

        public long? Uses { get; set; }

        public bool? Active { get; set; }

        public DateTime? Created { get; set; }

        public DateTime? Used { get; set; }

        public DateTime? Expires { get; set; }

        public string ToString(string? sentPassword)
            => Describe(Key, Video, App, IP, Password ?? sentPassword, Uses, Active, Created, Used, Expires);
    }
}
