namespace ScaleEngine.Sevu.Models;

/// <summary>What attempts have in common: everything except time and address. Equal attempts share one object.</summary>
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
