using ScaleEngine.Sevu.Display;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Display;

public class DisplayTextTests
{
    [Theory]
    [InlineData("\u001b[31m", "␛[31m")]
    [InlineData("a\r\nb\tc\0", "a␍␊b␉c␀")]
    [InlineData("\u007f\u0085\u009b", "␡��")]
    [InlineData("\u2028\u2029", "��")]
    [InlineData("\u202e\u2066\u200b\ufeff\u00ad", "�����")]
    // Tag characters and musical controls are format characters beyond the first plane.
    [InlineData("a\U000e0001\U000e0041\U000e007fb", "a���b")]
    [InlineData("\U0001d173\U0001d17a", "��")]
    // Not assigned to any character.
    [InlineData("\u0378\U000e0fff", "��")]
    public void Replaces_what_is_not_safe_to_display(string text, string shown) => Assert.Equal(shown, DisplayText.ReplaceControlCharacters(text));

    [Theory]
    [InlineData("")]
    [InlineData("event/main-stage_720p")]
    [InlineData("café é 🎬 𝒜 日本語 العربية")]
    [InlineData("👨\u200d👩\u200d👧 क\u094d\u200cष")]
    [InlineData("a\u0301\u0302\u0303\u0304 ཧ\u0f90\u0f71\u0f74")]
    public void Keeps_every_script_and_emoji(string text) => Assert.Same(text, DisplayText.ReplaceControlCharacters(text));

    // No theory: its data cannot hold half a surrogate pair.
    [Fact]
    public void Replaces_an_unpaired_surrogate()
        => Assert.Equal("a�b�", DisplayText.ReplaceControlCharacters("a\ud800b\udc00"));

    [Fact]
    public void Piles_of_combining_marks_are_limited()
    {
        string shown = DisplayText.ReplaceControlCharacters("a" + new string('\u0335', 1000) + "b" + new string('\u20dd', 9));

        Assert.Equal("a" + new string('\u0335', 8) + new string('\ufffd', 992) + "b" + new string('\u20dd', 8) + "\ufffd", shown);
    }

    [Fact]
    public void A_joiner_between_marks_begins_no_new_pile()
        => Assert.Equal(
            8, DisplayText.ReplaceControlCharacters("a" + string.Concat(System.Linq.Enumerable.Repeat("\u0301\u200d", 50))).Split('\u0301').Length - 1);

    [Fact]
    public void Long_text_is_cut() => Assert.Equal(4001, DisplayText.ForDisplay(new string('x', 10_000_000)).Length);
}
