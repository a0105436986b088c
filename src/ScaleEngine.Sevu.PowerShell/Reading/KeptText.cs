namespace ScaleEngine.Sevu.Reading;

/// <summary>Where a scalar is in a value that <see cref="JsonPullReader.Keep"/> keeps. The default is no scalar.</summary>
internal readonly struct KeptText(int start, int length, bool isEscaped)
{
    /// <summary>The offset in the value, which begins with a bracket.</summary>
    public int Start => start;

    public int Length => length;

    public bool IsEscaped => isEscaped;

    public bool IsNone => start == 0;
}
