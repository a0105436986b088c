using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Php;

public class PhpServerTests
{
    /// <summary>What JSON, forms, PHP or Unicode treat in a way of their own.</summary>
    private const string SpecialCharacters = "/\\\"'<>&+=%;#?,:[]{}() \t\r\n\b\f\0\u001b\u001f\u007f\u0085\u00a0éß\u0301я中\u200d\u2028\u2029\u202e\ufeff\ufffd\uffff";

    [Fact]
    public async Task A_real_PHP_accepts_tickets_named_with_every_kind_of_character()
    {
        using PhpServer php = await PhpServer.StartAsync(Samples.ApiSecret, TestContext.Current.CancellationToken);
        using Engine engine = Engine.ConnectedTo(php.Endpoint);
        string[] keys = [.. TicketNames().Distinct()];
        Assert.True(keys.Length >= 150, $"{keys.Length} names");

        RunResult result = engine.Run("$args[0] | Get-SevuTicketAttempt", (object)keys);

        result.AssertNoErrors();
        Assert.Equal(keys, result.Attempts.Select(attempt => attempt.Key));
    }

    [Fact]
    public async Task A_real_PHP_refuses_a_wrong_secret()
    {
        using PhpServer php = await PhpServer.StartAsync("another secret", TestContext.Current.CancellationToken);
        using Engine engine = Engine.ConnectedTo(php.Endpoint);

        RunResult result = engine.Run("'a', 'b' | Get-SevuTicketAttempt");

        result.AssertError("Sevu.0003");
    }

    private static IEnumerable<string> TicketNames()
    {
        yield return "mystream.53ffc996dd39d5.39102367";
        foreach (char character in SpecialCharacters)
        {
            yield return $"a{character}b";
            yield return $"{character}a{character}{character}";
        }

        // Real text of several scripts, and emoji of one and of several code points.
        yield return "событие/главная-сцена";
        yield return "動画 テスト 🎬";
        yield return "👩‍💻🏳️‍🌈";
        yield return "\U0010ffff\U00010000";
        yield return """{"signature":"x"}""";
        yield return "\",\"signature\":\"abc";
        yield return "[]";
        yield return "0";
        yield return "1e5";
        yield return "null";
        Random random = new(7);
        for (int i = 0; i < 60; i++)
        {
            StringBuilder name = new("r");
            for (int length = random.Next(1, 40); length > 0; length--)
            {
                name.Append(random.Next(3) == 0
                    ? SpecialCharacters[random.Next(SpecialCharacters.Length)].ToString()
                    : RandomRune(random).ToString());
            }

            yield return name.ToString();
        }
    }

    private static Rune RandomRune(Random random)
    {
        int value;
        do
        {
            value = random.Next(0x20, random.Next(2) == 0 ? 0x250 : 0x110000);
        }
        while (!Rune.IsValid(value));
        return new Rune(value);
    }
}
