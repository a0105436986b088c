namespace ScaleEngine.Sevu.Service;

/// <summary>A flag that is set once, by whichever thread comes first.</summary>
internal sealed class OnceFlag
{
    private int _isSet;

    /// <returns>True for the caller that sets it.</returns>
    public bool TrySet() => Interlocked.Exchange(ref _isSet, 1) == 0;
}
