using ScaleEngine.Sevu.Models;
using ScaleEngine.Sevu.Requests;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Decides which attempts of one response are selected. The cheapest condition comes first.</summary>
internal sealed class AttemptSelection(AttemptFilter filter)
{
    private readonly TextVerdicts? _reason = TextVerdicts.Of(filter.Reason);
    private readonly TextVerdicts? _video = TextVerdicts.Of(filter.Video);
    private readonly TextVerdicts? _app = TextVerdicts.Of(filter.App);

    /// <param name="utc">The attempt's time.</param>
    /// <param name="isAccepted">Whether it was accepted.</param>
    /// <param name="json">The JSON reader, which keeps the attempt.</param>
    /// <param name="texts">The attempt's texts, by <see cref="AttemptFields"/>.</param>
    public bool Includes(DateTime? utc, bool isAccepted, JsonPullReader json, KeptText[] texts)
        => filter.Includes(utc)
            && (filter.Success is null || filter.Success == isAccepted)
            && (filter.IPAddress is null || Includes(filter.IPAddress, json, texts[AttemptFields.IPAddress]))
            && (_reason is null || _reason.For(json.TextOf(texts[AttemptFields.Reason])))
            && (_app is null || _app.For(json.TextOf(texts[AttemptFields.App])))
            && (_video is null || _video.For(json.TextOf(texts[AttemptFields.Video])));

    private static bool Includes(IReadOnlyList<AddressRange> ranges, JsonPullReader json, KeptText text)
    {
        bool isAddress = text.IsEscaped
            ? ViewerAddress.TryParse(json.TextOf(text), out ViewerAddress address)
            : ViewerAddress.TryParse(json.RawOf(text), out address);
        for (int i = 0; isAddress && i < ranges.Count; i++)
        {
            if (ranges[i].Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
