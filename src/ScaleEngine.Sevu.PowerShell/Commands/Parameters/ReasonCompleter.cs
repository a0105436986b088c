namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Completes the reasons that the service documents.</summary>
public sealed class ReasonCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Text, string About)> Values() =>
    [
        ("Success", CommandTexts.ReasonSuccess),
        ("Invalid Auth Token", CommandTexts.ReasonInvalidAuthToken),
        ("Token Revoked", CommandTexts.ReasonTokenRevoked),
        ("Expiration date surpassed", CommandTexts.ReasonExpired),
        ("Wrong Application", CommandTexts.ReasonWrongApplication),
        ("Exceeded max views", CommandTexts.ReasonExceededMaxViews),
        ("Invalid IP Address", CommandTexts.ReasonInvalidIPAddress),
        ("Not authorized for that video", CommandTexts.ReasonNotAuthorizedForVideo),
    ];
}
