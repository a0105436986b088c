namespace ScaleEngine.Sevu;

/// <summary>What many attempts have in common: all but when they happened and from where. One object serves them all.</summary>
internal sealed class AttemptDetails
{
    public string? Key { get; init; }

    public string? Video { get; init; }

    public string? App { get; init; }

    public string? AppInstance { get; init; }

    public string? PageUrl { get; init; }

    public string? ReferrerUrl { get; init; }

    public bool Success { get; init; }

    public string? Reason { get; init; }

    public string? Server { get; init; }
}
