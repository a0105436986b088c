namespace ScaleEngine.Sevu.Emulator;

/// <summary>The account whose requests the emulator accepts.</summary>
/// <param name="CdnId">The account's CDN id, the request's <c>cdn</c>.</param>
/// <param name="ApiKey">The public part of the credentials, the request's <c>api_key</c>.</param>
/// <param name="ApiSecret">The key of the signature: the ASCII bytes of this text, not the bytes that its hex digits encode.</param>
public sealed record EmulatorAccount(int CdnId, string ApiKey, string ApiSecret)
{
    /// <summary>A second CDN with the same key, secret and tickets, for examples with two accounts.</summary>
    public const int SecondCdnId = 159;

    /// <summary>The sample account of the service's documentation.</summary>
    public static EmulatorAccount Sample { get; } = new(
        158,
        "APX4GKLM0RKQLSP2FBO1ROPKSSW47DZE",
        "8fc8c48da81e6a2a06a9556379bf798af508dc0792497c678b4c3532ba8b637f");
}
