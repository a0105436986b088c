namespace ScaleEngine.Sevu.Analysis;

/// <summary>How a ticket was used from one address.</summary>
internal readonly record struct AddressUse(NetworkUse Network, bool WasAccepted, bool WasRejected)
{
    public AddressUse With(bool isAccepted) => new(Network, WasAccepted || isAccepted, WasRejected || !isAccepted);
}
