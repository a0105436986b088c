namespace ScaleEngine.Sevu.Commands.Base;

/// <summary>The service's own documentation, opened by <c>Get-Help -Online</c>.</summary>
internal static class HelpUris
{
    /// <summary><c>sevu.errorlog</c>.</summary>
    public const string Attempts = "https://cp.scaleengine.net/docs/api/sevu/attempts";

    /// <summary>The fields of a ticket.</summary>
    public const string Ticket = "https://cp.scaleengine.net/api_docs/view/page/objects:sevu";

    /// <summary>The response codes.</summary>
    public const string ResponseCodes = "https://cp.scaleengine.net/dev/docs/api/response_codes";
}
