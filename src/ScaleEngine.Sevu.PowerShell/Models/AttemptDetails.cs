namespace ScaleEngine.Sevu.Models;

/// <summary>What many attempts have in common: all but when they happened and from where. One object serves them all.</summary>
internal sealed class AttemptDetails
{
    public string? Key { get; set; }

    public string? Video { get; set; }

    public string? App { get; set; }

    public string? AppInstance { get; set; }

    public string? PageUrl { get; set; }

    public string? ReferrerUrl { get; set; }

    public bool Success { get; set; }

    public string? Reason { get; set; }

    public string? Server { get; set; }
}
