using System;
using System.IO;
using System.Linq;
using System.Text;
using ScaleEngine.Sevu.Analysis;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Analysis;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"sevu-{Guid.NewGuid():N}");

    public AtomicFileTests() => Directory.CreateDirectory(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_was_not_there_is_there_in_full(bool replaces)
    {
        AtomicFile.Write(At("temporary"), Encoding.UTF8.GetBytes("new"));
        Assert.Equal(["temporary"], Files());
        AtomicFile.MoveInto(At("temporary"), At("file"), replaces);

        Assert.Equal(["file"], Files());
        Assert.Equal("new", File.ReadAllText(At("file")));
    }

    [Fact]
    public void A_file_is_replaced_in_full_only_if_it_may_be()
    {
        File.WriteAllText(At("file"), "old and longer");
        AtomicFile.Write(At("temporary"), Encoding.UTF8.GetBytes("new"));

        Assert.ThrowsAny<IOException>(() => AtomicFile.MoveInto(At("temporary"), At("file"), replaces: false));
        Assert.Equal("old and longer", File.ReadAllText(At("file")));

        AtomicFile.MoveInto(At("temporary"), At("file"), replaces: true);
        Assert.Equal("new", File.ReadAllText(At("file")));
        Assert.Equal(["file"], Files());
    }

    [Fact]
    public void What_an_interrupted_run_left_is_written_over()
    {
        File.WriteAllText(At("temporary"), "half of something longer");
        AtomicFile.Write(At("temporary"), Encoding.UTF8.GetBytes("new"));

        Assert.Equal("new", File.ReadAllText(At("temporary")));
    }

    [Fact]
    public void What_fails_leaves_the_file_as_it_was()
    {
        File.WriteAllText(At("file"), "old");

        Assert.ThrowsAny<IOException>(() => AtomicFile.MoveInto(At("missing"), At("file"), replaces: true));
        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(At("no folder/temporary"), [1]));

        Assert.Equal("old", File.ReadAllText(At("file")));
        Assert.Equal(["file"], Files());
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string[] Files() => [.. Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)!)];
}
