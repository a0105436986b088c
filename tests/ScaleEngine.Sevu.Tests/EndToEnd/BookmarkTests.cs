using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary><c>Get-SevuTicketAttempt -Bookmark</c>.</summary>
public sealed class BookmarkTests : EmulatorTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly string _path;
    private readonly string _key = $"job.{Guid.NewGuid():N}";
    private readonly DateTime _now = DateTime.UtcNow;

    public BookmarkTests(EmulatorFixture fixture)
        : base(fixture)
        => _path = Path.Combine(_folder, "sevu.json");

    [Fact]
    public void A_run_returns_what_is_new_since_the_last_one()
    {
        Respond(_key, "a", "a", "b");
        Assert.Equal("a a b", Run());
        Assert.Equal("", Run());

        Respond(_key, "a", "c", "b", "a", "b");
        Assert.Equal("c b", Run());
        Assert.Equal("", Run());
        Assert.Equal(["sevu.json", "sevu.json.lock"], Files());
    }

    [Fact]
    public void A_relative_path_is_relative_to_the_location()
    {
        Respond(_key, "a");

        Engine.Run("Set-Location $args[1]; Get-SevuTicketAttempt $args[0] -Bookmark sevu.json", _key, _folder).AssertNoErrors();

        Assert.True(File.Exists(_path));
    }

    [Fact]
    public void A_ticket_that_the_bookmark_does_not_know_begins_at_the_start_time()
    {
        Emulator.Respond(_key, $$"""{"code":2101,"attempts":[{"datetime":"2026-01-01 00:00:00","server":"old"},{{Attempt("a")}}]}""");
        Assert.Equal("a", Run("-StartTime 2026-02-01"));

        string other = $"other.{_key}";
        Respond(other, "x");
        Assert.Equal("x", Servers(Engine.Run("Get-SevuTicketAttempt $args[0..1] -Bookmark $args[2] -StartTime 2030-01-01 -Rejected", _key, other, _path)) + "x");
    }

    [Theory]
    [InlineData("emulator.http.500")]
    [InlineData("emulator.cut.2")]
    [InlineData("emulator.truncate.2")]
    public void A_ticket_that_could_not_be_read_to_its_end_keeps_its_place(string failing)
    {
        Respond(_key, "a");

        RunResult result = Engine.Run("Get-SevuTicketAttempt $args[0], $args[1] -Bookmark $args[2]", _key, failing, _path);

        Assert.Single(result.Errors);
        string bookmark = File.ReadAllText(_path);
        Assert.Contains(_key, bookmark);
        Assert.DoesNotContain(failing, bookmark);
    }

    [Theory]
    [InlineData("| Select-Object -First 1")]
    [InlineData("| ForEach-Object { throw 'full' }")]
    public void A_pipeline_that_is_stopped_leaves_the_bookmark_where_it_was(string rest)
    {
        Respond(_key, "a", "b");
        Engine.Run("Get-SevuTicketAttempt $args[0] -Bookmark $args[1] " + rest, _key, _path);

        Assert.Equal(["sevu.json.lock"], Files());
        Assert.Equal("a b", Run());
    }

    [Fact]
    public void The_bookmark_moves_after_the_other_commands_have_ended()
    {
        Respond(_key, "a");

        RunResult result = Engine.Run(
            "$path = $args[1]; Get-SevuTicketAttempt $args[0] -Bookmark $path | & { process {} end { Test-Path $path } }; Test-Path $path", _key, _path);

        Assert.Equal([false, true], result.AssertNoErrors().Output.Select(item => item.BaseObject));
    }

    [Fact]
    public async Task Two_runs_at_the_same_time_do_not_use_one_bookmark()
    {
        Emulator.Respond(_key, async context => await Task.Delay(System.Threading.Timeout.Infinite, context.RequestAborted));
        Task<RunResult> first = RunInBackground("Get-SevuTicketAttempt $args[0] -Bookmark $args[1]", _key, _path);
        await WaitForRequestAsync(_key);
        using Engine second = Engine.ConnectedTo(Emulator.Endpoint);

        ErrorRecord error = second.Run("Get-SevuTicketAttempt $args[0] -Bookmark $args[1]", _key, _path).AssertError("Sevu.BookmarkInUse");

        Assert.Equal(ErrorCategory.ResourceBusy, error.CategoryInfo.Category);
        Assert.Contains($"process {Environment.ProcessId} ", error.ErrorDetails.Message);
        Assert.Contains(Environment.MachineName, error.ErrorDetails.Message);
        await AssertStopsAtOnceAsync(first);
        Respond(_key, "a");
        Assert.Equal("a", Run());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("precious notes")]
    [InlineData("""{"bookmark":"ScaleEngine.Sevu","version":1,"tickets":[{"key":"a","from":null,"returned":[]}""")]
    [InlineData("""{"bookmark":"ScaleEngine.Sevu","version":1,"tickets":[{"key":"a","from":"yesterday","returned":[]}]}""")]
    [InlineData("""{"bookmark":"ScaleEngine.Sevu","version":1,"tickets":[{"key":"a","from":null,"returned":["2026-01-01T00:00:00Z 0 1"]}]}""")]
    [InlineData("""{"bookmark":"ScaleEngine.Sevu","version":1,"tickets":[{"key":"a","from":null,"returned":[]},{"key":"a","from":null,"returned":[]}]}""")]
    [InlineData("""{"bookmark":"ScaleEngine.Sevu","version":2,"tickets":[]}""")]
    [InlineData("""{"bookmark":"Other","version":1,"tickets":[]}""")]
    [InlineData("""{"bookmark":"ScaleEngine.Sevu","version":1,"tickets":[]} more""")]
    public void A_damaged_or_foreign_file_is_refused_and_stays_as_it_is(string content)
    {
        File.WriteAllText(_path, content);

        RunResult result = Engine.Run("Get-SevuTicketAttempt $args[0] -Bookmark $args[1]", _key, _path);

        result.AssertError("Sevu.InvalidBookmark");
        Assert.Empty(Sent);
        Assert.Equal(content, File.ReadAllText(_path));
    }

    [Theory]
    [InlineData("$folder/missing/sevu.json")]
    [InlineData("$folder")]
    [InlineData("env:sevu")]
    [InlineData("function:sevu")]
    public void What_cannot_be_a_bookmark_is_an_error_before_anything_is_sent(string path)
    {
        Engine.Run($"$folder = $args[1]; Set-Location $folder; Get-SevuTicketAttempt $args[0] -Bookmark {path}", _key, _folder)
            .AssertError("Sevu.BookmarkNotAccessible");

        Assert.Empty(Sent);
        Assert.DoesNotContain("sevu", Files());
    }

    [Fact]
    public async Task With_Wait_it_moves_while_waiting_so_that_a_restart_goes_on()
    {
        Respond(_key, "a");
        Task<RunResult> run = RunInBackground("Get-SevuTicketAttempt $args[0] -Bookmark $args[1] -Wait -PollIntervalSec 1", _key, _path);
        await WaitUntilAsync(() => File.Exists(_path));
        await AssertStopsAtOnceAsync(run);

        Respond(_key, "a", "b");
        Assert.Equal("b", Run());
    }

    [Fact]
    public void Keys_differ_by_case_and_may_have_any_letter()
    {
        foreach (string key in (string[])[$"Ä$.{_key}", $"ä$.{_key}"])
        {
            Respond(key, key[..1]);
            Assert.Equal(key[..1], Servers(Engine.Run("Get-SevuTicketAttempt $args[0] -Bookmark $args[1]", key, _path).AssertNoErrors()));
            Assert.Equal("", Servers(Engine.Run("Get-SevuTicketAttempt $args[0] -Bookmark $args[1]", key, _path).AssertNoErrors()));
        }
    }

    private static string Servers(RunResult result) => string.Join(" ", result.Attempts.Select(attempt => attempt.Server));

    private string Attempt(string server) => $$"""{"datetime":"{{_now:yyyy-MM-dd HH:mm:ss}}","server":"{{server}}","success":1}""";

    private void Respond(string key, params string[] servers)
        => Emulator.Respond(key, $$"""{"code":2101,"attempts":[{{string.Join(",", servers.Select(Attempt))}}]}""");

    private string Run(string parameters = "")
        => Servers(Engine.Run($"Get-SevuTicketAttempt $args[0] -Bookmark $args[1] {parameters}", _key, _path).AssertNoErrors());

    private string[] Files() => [.. Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
}
