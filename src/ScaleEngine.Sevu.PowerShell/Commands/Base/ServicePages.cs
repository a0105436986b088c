namespace ScaleEngine.Sevu.Commands.Base;

/// <summary>The service's own documentation, which <c>Get-Help -Online</c> opens.</summary>
internal static class ServicePages
{
    /// <summary><c>sevu.errorlog</c>.</summary>
    public const string Attempts = "https://cp.scaleengine.net/docs/api/sevu/attempts";

    /// <summary>What a ticket is made of.</summary>
    public const string Ticket = "https://cp.scaleengine.net/api_docs/view/page/objects:sevu";

    /// <summary>What the codes of an answer mean.</summary>
    public const string ResponseCodes = "https://cp.scaleengine.net/dev/docs/api/response_codes";
}
