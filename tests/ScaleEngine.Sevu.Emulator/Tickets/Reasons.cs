namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>The documented values of an attempt's <c>reason</c>.</summary>
internal static class Reasons
{
    public const string Success = "Success";
    public const string InvalidAuthToken = "Invalid Auth Token";
    public const string TokenRevoked = "Token Revoked";
    public const string Expired = "Expiration date surpassed";
    public const string WrongApplication = "Wrong Application";
    public const string ExceededMaxViews = "Exceeded max views";
    public const string InvalidIpAddress = "Invalid IP Address";
    public const string NotAuthorizedForVideo = "Not authorized for that video";
}
