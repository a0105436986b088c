namespace ScaleEngine.Sevu;

/// <summary>Input that cannot be sent; nothing was.</summary>
public sealed class SevuInputException : SevuException
{
    private SevuInputException(string errorId, string message, string recommendedAction)
        : base("Sevu." + errorId, message, recommendedAction)
        => RequestSent = false;

    internal static SevuInputException EmptyKey()
        => new("EmptyKey", Messages.EmptyKey, Messages.EmptyKeyAction);

    internal static SevuInputException EndBeforeStart(DateTime start, DateTime end)
        => new("InvalidTimeRange", DisplayText.Format(Messages.EndBeforeStart, end, start), Messages.EndBeforeStartAction);

    internal static SevuInputException EmptyCredential(string name)
        => new("EmptyCredential", DisplayText.Format(Messages.EmptyCredential, name), Messages.CredentialAction);

    internal static SevuInputException UnprintableCredential(string name)
        => new("InvalidCredential", DisplayText.Format(Messages.UnprintableCredential, name), Messages.CredentialAction);

    internal static SevuInputException InvalidEndpoint(Uri endpoint)
        => new("InvalidEndpoint", DisplayText.Format(Messages.InvalidEndpoint, WithoutUser(endpoint)), Messages.InvalidEndpointAction);

    internal static SevuInputException InvalidProxy(Uri proxy)
        => new("InvalidProxy", DisplayText.Format(Messages.InvalidProxy, proxy), Messages.ProxyAction);

    internal static SevuInputException ProxyCredentialWithoutProxy()
        => new("ProxyMissing", Messages.ProxyMissing, Messages.ProxyAction);

    internal static SevuInputException InvalidName(string parameter, string name)
        => new("InvalidName", DisplayText.Format(Messages.InvalidName, parameter, name), Messages.InvalidNameAction);

    internal static SevuInputException InvalidAddress(string? address)
        => new("InvalidAddress", DisplayText.Format(Messages.InvalidAddress, address), Messages.InvalidAddressAction);

    internal static SevuInputException NegativeUses(int uses)
        => new("InvalidUses", DisplayText.Format(Messages.NegativeUses, uses), Messages.NegativeUsesAction);

    internal static SevuInputException ExpiresInPast(DateTime expires)
        => new("ExpiresInPast", DisplayText.Format(Messages.ExpiresInPast, expires), Messages.ExpiresInPastAction);

    internal static SevuInputException EmptyPassword()
        => new("EmptyPassword", Messages.EmptyPassword, Messages.EmptyPasswordAction);

    internal static SevuInputException ReservedField(string field)
        => new("ReservedField", DisplayText.Format(Messages.ReservedField, field), Messages.ReservedFieldAction);

    internal static SevuInputException DuplicateName(string field)
        => new("InvalidValue", DisplayText.Format(Messages.DuplicateName, field), Messages.DuplicateNameAction);

    internal static SevuInputException LoneSurrogate(string field, int index)
        => new("InvalidText", DisplayText.Format(Messages.LoneSurrogate, field, index), Messages.LoneSurrogateAction);

    internal static SevuInputException NotEncodable(string field, object what)
        => new("InvalidValue", DisplayText.Format(Messages.NotEncodable, field, what), Messages.NotEncodableAction);

    internal static SevuInputException TooDeep(string field, int limit)
        => new("InvalidValue", DisplayText.Format(Messages.TooDeep, field, limit), Messages.NotEncodableAction);

    // A user name in a URL comes with a password.
    private static string WithoutUser(Uri endpoint)
        => endpoint.IsAbsoluteUri
            ? endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : endpoint.OriginalString;
}
