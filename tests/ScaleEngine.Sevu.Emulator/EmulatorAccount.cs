namespace ScaleEngine.Sevu.Emulator;

/// <summary>The account whose requests the emulator accepts.</summary>
/// <param name="CdnId">The account's CDN id, the request's <c>cdn</c>.</param>
/// <param name="ApiKey">The account's public half, the request's <c>api_key</c>.</param>
/// <param name="ApiSecret">The key of the signature: its ASCII bytes, hex digits though they are.</param>
public sealed record EmulatorAccount(int CdnId, string ApiKey, string ApiSecret)
{
    /// <summary>A second CDN with the same key, secret and tickets, to be the second account of an example.</summary>
    public const int SecondCdnId = 159;

    /// <summary>The sample account that the service's own documentation prints.</summary>
    public static EmulatorAccount Sample { get; } = new(
        158,
        "APX4GKLM0RKQLSP2FBO1ROPKSSW47DZE",
        "8fc8c48da81e6a2a06a9556379bf798af508dc0792497c678b4c3532ba8b637f");
}
