using System;
using System.Collections.Generic;

namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>Generates random attempts, the same for the same seed. The addresses are from the ranges for
/// documentation (RFC 5737, RFC 3849).</summary>
internal sealed class AttemptGenerator(int seed)
{
    private static readonly string[] s_networks = ["192.0.2", "198.51.100", "203.0.113"];
    private static readonly string[] s_videos = ["event/main-stage", "event/backstage", "event/main-stage_720p"];
    private static readonly string[] s_servers = ["edge-nyc-03", "edge-lon-01", "edge-ams-02", "edge-tyo-01"];

    private static readonly string[] s_pages =
    [
        "https://www.acme.example/live/main-stage",
        "https://www.acme.example/live/main-stage?lang=de",
        "https://m.acme.example/live",
        "https://embed.partner.example/player.html?id=4711&autoplay=1",
    ];

    private static readonly string[] s_referrers =
    [
        "https://www.acme.example/",
        "https://search.example/?q=acme+live+stream",
        "https://social.example/t/9f8e7d",
        "",
    ];

    private static readonly string[] s_rejectionReasons =
    [
        Reasons.InvalidIpAddress,
        Reasons.InvalidIpAddress,
        Reasons.ExceededMaxViews,
        Reasons.InvalidAuthToken,
        Reasons.TokenRevoked,
        Reasons.Expired,
        Reasons.WrongApplication,
        Reasons.NotAuthorizedForVideo,
    ];

    private readonly Random _random = new(seed);

    public int Next(int limit) => _random.Next(limit);

    public bool OneIn(int times) => _random.Next(times) == 0;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    public string Ipv4() => $"{Pick<string>(s_networks)}.{_random.Next(1, 255)}";

    public string Ipv6() => $"2001:db8:{_random.Next(1, 0x10000):x}::{_random.Next(1, 0x10000):x}";

    /// <summary>An accepted attempt.</summary>
    public EmulatedAttempt Accepted(string key, DateTimeOffset time) => new(
        key,
        time,
        Ipv4(),
        Pick<string>(s_videos),
        "acme-live",
        "_definst_",
        Pick<string>(s_pages),
        Pick<string>(s_referrers),
        Reasons.Success,
        Pick<string>(s_servers));

    /// <summary>One attempt per second up to now. About a third of them are rejected.</summary>
    public IEnumerable<EmulatedAttempt> Mixed(string key, int count, DateTimeOffset now)
    {
        for (int left = count; left > 0; left--)
        {
            EmulatedAttempt attempt = Accepted(key, now.AddSeconds(-left));
            yield return OneIn(3) ? attempt with { Reason = Pick<string>(s_rejectionReasons) } : attempt;
        }
    }
}
