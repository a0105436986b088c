using System.Net;

namespace ScaleEngine.Sevu;

/// <summary>The input is not valid, and nothing was sent.</summary>
public sealed class SevuInputException : SevuException
{
    private SevuInputException(string errorId, string message)
        : base("Sevu." + errorId, message)
        => RequestSent = false;

    internal static SevuInputException EmptyKey() => new("EmptyKey", Messages.EmptyKey);

    /// <param name="reason">Why the text cannot be a key.</param>
    internal static SevuInputException InvalidKey(string reason) => new("InvalidKey", DisplayText.Format(Messages.InvalidKey, reason));

    /// <param name="parameter">What the value is for.</param>
    /// <param name="reason">Why it cannot be converted.</param>
    internal static SevuInputException NotAName(string parameter, string reason)
        => new("InvalidName", DisplayText.Format(Messages.NotConvertible, parameter, reason));

    /// <inheritdoc cref="NotAName"/>
    internal static SevuInputException NotAnAddress(string parameter, string reason)
        => new("InvalidAddress", DisplayText.Format(Messages.NotConvertible, parameter, reason));

    /// <inheritdoc cref="NotAName"/>
    internal static SevuInputException NotANumber(string parameter, string reason)
        => new("InvalidUses", DisplayText.Format(Messages.NotConvertible, parameter, reason));

    /// <inheritdoc cref="NotAName"/>
    internal static SevuInputException NotATime(string parameter, string reason)
        => new("InvalidTime", DisplayText.Format(Messages.NotConvertible, parameter, reason));

    /// <param name="reason">Which values cannot be given together.</param>
    internal static SevuInputException Incompatible(string reason) => new("IncompatibleParameters", reason);

    internal static SevuInputException EndBeforeStart(DateTime start, DateTime end)
        => new("InvalidTimeRange", DisplayText.Format(Messages.EndBeforeStart, end, start));

    internal static SevuInputException EmptyCredential(string name)
        => new("EmptyCredential", DisplayText.Format(Messages.EmptyCredential, name));

    internal static SevuInputException UnprintableCredential(string name)
        => new("InvalidCredential", DisplayText.Format(Messages.UnprintableCredential, name));

    internal static SevuInputException InvalidEndpoint(Uri endpoint)
        => new("InvalidEndpoint", DisplayText.Format(Messages.InvalidEndpoint, WithoutUser(endpoint)));

    internal static SevuInputException InvalidProxy(Uri proxy) => new("InvalidProxy", DisplayText.Format(Messages.InvalidProxy, WithoutUser(proxy)));

    internal static SevuInputException ProxyUser() => new("InvalidProxy", Messages.ProxyUser);

    internal static SevuInputException LoopbackProxy(Uri endpoint)
        => new("InvalidProxy", DisplayText.Format(Messages.LoopbackProxy, endpoint));

    internal static SevuInputException LoopbackName(string host, IPAddress address)
        => new("InvalidEndpoint", DisplayText.Format(Messages.LoopbackName, host, address));

    internal static SevuInputException ProxyCredentialWithoutProxy() => new("ProxyMissing", Messages.ProxyMissing);

    /// <param name="kind">What is named.</param>
    /// <param name="name">The name, safe to display.</param>
    /// <param name="reason">Why it cannot be a name.</param>
    internal static SevuInputException InvalidName(string kind, string name, string reason)
        => new("InvalidName", DisplayText.Format(Messages.InvalidName, kind, name, reason));

    internal static SevuInputException InvalidAddress(string? address)
        => new("InvalidAddress", DisplayText.Format(Messages.InvalidAddress, address));

    internal static SevuInputException InvalidAddressRange(string? range)
        => new("InvalidAddressRange", DisplayText.Format(Messages.InvalidAddress, range));

    /// <param name="address">A range whose address is not its first one.</param>
    /// <param name="network">The network in which that address is.</param>
    internal static SevuInputException AddressInsideNetwork(string address, string network)
        => new("InvalidAddressRange", DisplayText.Format(Messages.AddressInsideNetwork, address, network));

    internal static SevuInputException InvalidPattern(string pattern)
        => new("InvalidPattern", DisplayText.Format(Messages.InvalidPattern, pattern));

    internal static SevuInputException NegativeUses(int uses) => new("InvalidUses", DisplayText.Format(Messages.NegativeUses, uses));

    internal static SevuInputException ExpiresInPast(DateTime expires)
        => new("ExpiresInPast", DisplayText.Format(Messages.ExpiresInPast, expires));

    internal static SevuInputException EmptyPassword() => new("EmptyPassword", Messages.EmptyPassword);

    internal static SevuInputException ReservedField(string field)
        => new("ReservedField", DisplayText.Format(Messages.ReservedField, field));

    internal static SevuInputException DuplicateName(string field)
        => new("InvalidValue", DisplayText.Format(Messages.DuplicateName, field));

    internal static SevuInputException LoneSurrogate(string field, int index)
        => new("InvalidText", DisplayText.Format(Messages.LoneSurrogate, field, index));

    internal static SevuInputException NotEncodable(string field, object what)
        => new("InvalidValue", DisplayText.Format(Messages.NotEncodable, field, what));

    internal static SevuInputException TooDeep(string field, int limit)
        => new("InvalidValue", DisplayText.Format(Messages.TooDeep, field, limit));

    /// <param name="field">The field.</param>
    /// <param name="cause">Why the value could not be read. Its message is not shown: it may be of any length, and show a
    /// password.</param>
    internal static SevuInputException Unreadable(string field, Exception cause)
        => new("InvalidValue", DisplayText.Format(Messages.Unreadable, field, cause.GetBaseException().GetType().Name));

    internal static SevuInputException TooLong(string field, int limit)
        => new("InvalidValue", DisplayText.Format(Messages.ListTooLong, field, limit));

    /// <param name="reason">Why the input is not an attempt.</param>
    internal static SevuInputException InvalidAttempt(string reason)
        => new("InvalidAttempt", DisplayText.Format(Messages.InvalidAttempt, reason));

    /// <param name="largest">The key of the ticket that needs most; null if those attempts name no ticket.</param>
    internal static SevuInputException TooMuchToMeasure(string? largest)
        => new("TooMuchToMeasure", DisplayText.Format(Messages.TooMuchToMeasure, DisplayText.Excerpt(largest ?? "")));

    // A URL with a user name usually contains a password too, be it a valid URL or not.
    private static string WithoutUser(Uri url) => url.OriginalString.Substring(url.OriginalString.LastIndexOf('@') + 1);
}
