namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Why a value could not be converted, from its conversion to the property that is set next on this thread.</summary>
/// <remarks>A conversion that throws for pipeline input ends in an error record of the engine, with the whole object as its target:
/// a CSV row with a password, which <c>$Error</c> then keeps and shows.</remarks>
internal static class ConversionError
{
    [ThreadStatic]
    private static string? _pending;

    public static void Set(string? reason) => _pending = reason;

    /// <returns>Null if the value was converted.</returns>
    public static string? Take()
    {
        string? reason = _pending;
        _pending = null;
        return reason;
    }
}
