namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Completes the special values that the service accepts as an address.</summary>
public sealed class AddressCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Text, string About)> Values() =>
    [
        ("auto", CommandTexts.AddressAuto),
        ("auto/24", CommandTexts.AddressAutoNetwork),
        ("0.0.0.0/0", CommandTexts.AddressAny),
    ];
}
