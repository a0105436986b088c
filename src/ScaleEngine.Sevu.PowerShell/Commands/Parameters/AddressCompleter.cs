using ScaleEngine.Sevu.Commands.Output;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>What the service takes in place of addresses.</summary>
public sealed class AddressCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Text, string About)> Values() =>
    [
        ("auto", CommandTexts.AddressAuto),
        ("auto/24", CommandTexts.AddressAutoNetwork),
        ("0.0.0.0/0", CommandTexts.AddressAny),
    ];
}
