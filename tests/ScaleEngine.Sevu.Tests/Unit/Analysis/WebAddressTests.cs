using System;
using ScaleEngine.Sevu.Analysis;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Analysis;

public class WebAddressTests
{
    [Theory]
    [InlineData("https://social.example/t/9", "social.example/t/9")]
    [InlineData("HTTPS://Social.Example/T/9", "social.example/T/9")]
    [InlineData("https://social.example", "social.example/")]
    [InlineData("https://social.example:8443/t", "social.example:8443/t")]
    [InlineData("http://[2001:db8::1]:81/t", "[2001:db8::1]:81/t")]
    [InlineData("https://user:sesame@social.example/t?pass=sesame#sesame", "social.example/t")]
    [InlineData("https://sesame@social.example/t", "social.example/t")]
    [InlineData("https://social.example?sesame", "social.example/")]
    [InlineData("https://social.example/#sesame", "social.example/")]
    [InlineData("https://social.example/t?a=b?sesame#c?d", "social.example/t")]
    [InlineData("  https://user:sesame@social.example/t?sesame ", "social.example/t")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("data:text/html,<script>alert(1)</script>", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("ftp://user:sesame@social.example/", null)]
    [InlineData("rtmp://user:sesame@social.example/app", null)]
    [InlineData("//social.example/t", null)]
    [InlineData("/t", null)]
    [InlineData("social.example/t?sesame", null)]
    [InlineData("https://", null)]
    [InlineData("https://user:sesame@/", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_page_is_host_and_path_alone(string? url, string? page) => Assert.Equal(page, WebAddress.PageOf(url));

    [Theory]
    [InlineData("https://user:sesame@social.example/t;a%3Fb%23c?sesame#sesame")]
    [InlineData(@"https:\\user:sesame@social.example\t?sesame")]
    [InlineData("https://user%3Asesame@social.example/")]
    [InlineData("https://u:sesame@v:sesame@social.example/?sesame")]
    [InlineData("https://social.example/\u0000\u001b[31m\u202e\ud800\uffff?sesame")]
    [InlineData("https://social.example\u2028?sesame")]
    [InlineData("https://social.example/\r\n?sesame")]
    [InlineData("https://social.example/%zz%?sesame")]
    [InlineData("https://социальный.example/ü?sesame")]
    [InlineData("https://xn--a\u00ad.example/?sesame")]
    [InlineData("https://social.example:99999/?sesame")]
    [InlineData("https://[::1/?sesame")]
    public void A_password_never_comes_out_of_an_odd_URL(string url)
        => Assert.DoesNotContain("sesame", WebAddress.PageOf(url) ?? "", StringComparison.Ordinal);

    [Theory]
    [InlineData("event/main?pass=sesame")]
    [InlineData("event/main#pass=sesame")]
    [InlineData("event/main;pass=sesame")]
    [InlineData("event/main&pass=sesame")]
    [InlineData("event/main%3Fpass=sesame")]
    [InlineData("event/main%3fpass=sesame")]
    [InlineData("event/main%253Fpass=sesame")]
    [InlineData("event/main%25253bpass=sesame")]
    [InlineData("event/main\uff1fpass=sesame")]
    [InlineData("user:sesame@event/main")]
    [InlineData("http://user:sesame@host/event/main")]
    [InlineData("a@b:sesame@event/main")]
    public void What_may_be_a_password_is_left_out_of_a_name(string name)
    {
        string shown = WebAddress.WithoutPassword(name);

        Assert.DoesNotContain("sesame", shown, StringComparison.Ordinal);
        Assert.EndsWith("event/main", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_URL_does_not_throw()
    {
        string filler = new('a', 100_000);
        foreach (string url in new[] { $"https://h.example/?{filler}", $"https://h.example/{filler}", $"https://{filler}/", $"https://{filler}:b@h.example/" })
        {
            string page = WebAddress.PageOf(url) ?? "";
            Assert.True(page.Length == 0 || page.StartsWith("h.example/", StringComparison.Ordinal), url.Substring(0, 20));
        }
    }
}
