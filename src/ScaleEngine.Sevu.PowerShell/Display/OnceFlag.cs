namespace ScaleEngine.Sevu.Display;

/// <summary>A flag for messages that appear once: it is set by whichever thread comes first.</summary>
internal sealed class OnceFlag
{
    private int _isSet;

    /// <returns>True for the caller that sets it.</returns>
    public bool TrySet() => Interlocked.Exchange(ref _isSet, 1) == 0;
}
