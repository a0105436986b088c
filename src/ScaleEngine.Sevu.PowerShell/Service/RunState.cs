using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Service;

/// <summary>What the services of one cmdlet run share.</summary>
internal sealed class RunState
{
    /// <summary>Set by the first warning about a response, so that it appears once.</summary>
    public OnceFlag WarnedAboutResponse { get; } = new();

    /// <summary>Whether the service can be reached; null if each request finds out by itself.</summary>
    public Reachability? Reachability { get; set; } = new();
}
