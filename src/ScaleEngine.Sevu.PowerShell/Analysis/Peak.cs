namespace ScaleEngine.Sevu.Analysis;

/// <summary>The greatest number of networks that were present within any window.</summary>
internal sealed class Peak
{
    private readonly List<long> _begins = [];
    private readonly List<long> _ends = [];

    /// <param name="presence">When a network was present; null for never.</param>
    /// <param name="window">The length of the window, in seconds.</param>
    public void Add(Presence? presence, long window)
    {
        for (int i = 0; i < presence?.Count; i++)
        {
            // The first and the last window with a time in it, by where they begin. A window does not include its end.
            _begins.Add(presence[i].First - window + 1);
            _ends.Add(presence[i].Last);
        }
    }

    public long Compute()
    {
        _begins.Sort();
        _ends.Sort();
        int ended = 0;
        int greatest = 0;
        for (int begun = 0; begun < _begins.Count; begun++)
        {
            while (_ends[ended] < _begins[begun])
            {
                ended++;
            }

            greatest = Math.Max(greatest, begun + 1 - ended);
        }

        return greatest;
    }
}
