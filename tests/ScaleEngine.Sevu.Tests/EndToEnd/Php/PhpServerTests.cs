using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd.Php;

public class PhpServerTests
{
    [Fact]
    public async Task PHP_accepts_requests_with_every_kind_of_character()
    {
        using PhpServer php = await PhpServer.StartAsync(Samples.ApiSecret);
        using Engine engine = Engine.ConnectedTo(php.Endpoint);
        string[] texts = [.. Texts().Distinct()];
        Assert.True(texts.Length >= 150, $"{texts.Length} texts");

        RunResult result = engine.Run(
            "$args[0] | ForEach-Object { (Invoke-SevuCommand sevu.errorlog -Parameter @{ key = $_ }).attempts.key }", (object)texts);

        Assert.Equal(texts, result.AssertNoErrors().All<string>());
    }

    [Fact]
    public async Task PHP_accepts_300_random_requests()
    {
        using PhpServer php = await PhpServer.StartAsync(Samples.ApiSecret);
        using Engine engine = Engine.ConnectedTo(php.Endpoint);
        RandomRequests random = new(seed: 300);
        object[] parameters = [.. Enumerable.Range(0, 300).Select(_ => random.Parameter())];

        RunResult result = engine.Run("$i = 0; $args[0] | ForEach-Object { Invoke-SevuCommand random.command$(($i++)) -Parameter $_ }", (object)parameters);

        result.AssertNoErrors();
        Assert.Equal(300, result.Output.Count);
        Assert.All(result.Output, response => Assert.Equal(2101L, response.Properties["code"].Value));
    }

    [Fact]
    public async Task PHP_rejects_a_wrong_secret()
    {
        using PhpServer php = await PhpServer.StartAsync("another secret");
        using Engine engine = Engine.ConnectedTo(php.Endpoint);

        RunResult result = engine.Run("'a', 'b' | Get-SevuTicketAttempt");

        result.AssertError("Sevu.0003");
    }

    private static IEnumerable<string> Texts()
    {
        yield return "mystream.53ffc996dd39d5.39102367";
        foreach (char character in RandomRequests.SpecialCharacters)
        {
            yield return $"a{character}b";
            yield return $"{character}a{character}{character}";
        }

        // Text in several scripts, and emoji of one and of several code points.
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
        RandomRequests random = new(seed: 7);
        for (int i = 0; i < 60; i++)
        {
            yield return "r" + random.Text(40);
        }
    }
}
