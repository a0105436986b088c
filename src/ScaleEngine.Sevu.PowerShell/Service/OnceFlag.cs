namespace ScaleEngine.Sevu.Service;

/// <summary>What is done the first time alone, whoever comes first.</summary>
internal sealed class OnceFlag
{
    private int _isSet;

    /// <returns>True for the first caller.</returns>
    public bool TryTake() => Interlocked.Exchange(ref _isSet, 1) == 0;
}
