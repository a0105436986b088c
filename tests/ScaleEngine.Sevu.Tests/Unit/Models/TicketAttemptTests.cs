using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ScaleEngine.Sevu.Models;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Models;

public class TicketAttemptTests
{
    private static readonly DateTime Time = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public void The_text_of_an_attempt_has_all_that_it_is()
        => Assert.Equal(
            """2026-01-02T03:04:05Z rejected "key" "203.0.113.7" "reason" "video" "app" "instance" "page" - "server" """.TrimEnd(),
            new TicketAttempt(Time, "203.0.113.7", Details()).ToString());

    [Fact]
    public void The_text_differs_if_one_property_does()
    {
        HashSet<string> texts =
        [
            new TicketAttempt(Time, "203.0.113.7", Details()).ToString(),
            new TicketAttempt(Time.AddSeconds(1), "203.0.113.7", Details()).ToString(),
            new TicketAttempt(null, "203.0.113.7", Details()).ToString(),
            new TicketAttempt(Time, "203.0.113.8", Details()).ToString(),
            new TicketAttempt(Time, null, Details()).ToString(),
            new TicketAttempt(Time, "-", Details()).ToString(),
        ];
        int count = texts.Count;
        PropertyInfo[] properties = typeof(AttemptDetails).GetProperties();
        foreach (PropertyInfo property in properties)
        {
            foreach (object? value in property.PropertyType == typeof(bool) ? [true] : (object?[])["another", "", property.Name == "ReferrerUrl" ? "-" : null])
            {
                AttemptDetails details = Details();
                property.SetValue(details, value);
                texts.Add(new TicketAttempt(Time, "203.0.113.7", details).ToString());
                count++;
            }
        }

        Assert.Equal(count, texts.Count);
    }

    [Fact]
    public void The_text_of_an_attempt_is_one_line_without_control_characters_and_cannot_be_faked()
    {
        string[] videos = ["a\" \"b", "a", "a\\", "a\\\"", "\u001b[31m", "\n", "\\n", "\\u000a", "a\u200d", "a\u00ad", "a\u0301", "🎬", "\ud83c"];
        string[] texts = [.. videos.Select(video => new TicketAttempt(Time, null, new AttemptDetails { Video = video }).ToString())];

        Assert.Equal(texts.Length, texts.Distinct().Count());
        Assert.All(texts, text => Assert.DoesNotContain(text, character => char.IsControl(character) || char.IsSurrogate(character) || character is '\u200d'));
        Assert.Contains("\"\\u001b[31m\"", texts[4]);
    }

    [Fact]
    public void The_text_of_an_attempt_without_values_is_not_empty()
        => Assert.Equal("- rejected - - - - - - - - -", new TicketAttempt(null, null, new AttemptDetails()).ToString());

    private static AttemptDetails Details() => new()
    {
        Key = "key",
        Video = "video",
        App = "app",
        AppInstance = "instance",
        PageUrl = "page",
        Reason = "reason",
        Server = "server",
    };
}
