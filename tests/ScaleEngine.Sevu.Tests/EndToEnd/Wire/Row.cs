using System;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;

namespace ScaleEngine.Sevu.Tests.EndToEnd.Wire;

/// <summary>A fault and what comes of it.</summary>
/// <param name="Name">The fault; unique.</param>
/// <param name="Peer">What the peer does with each connection.</param>
/// <param name="Id">The error id of a cmdlet that reads; <see cref="Whole"/> for none; <see cref="Never"/> if only a stop ends it.</param>
/// <param name="Attempts">How many attempts are output, despite the error.</param>
internal sealed record Row(string Name, Func<RawConnection, Task> Peer, string Id, int Attempts)
{
    /// <summary>The id of a success.</summary>
    public const string Whole = "";
    /// <summary>The id of what goes on while data arrives.</summary>
    public const string Never = "never";

    /// <summary>How the peer is connected to.</summary>
    public Way Way { get; init; }

    /// <summary>Whether the peer does something without end, so that the timeout or a stop ends it.</summary>
    public bool Hangs { get; init; }

    /// <summary>How often the request is sent, one after the other on the same connection. Only the last fails.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Part of the error's message.</summary>
    public string Says { get; init; } = "";

    /// <summary>The error id of a cmdlet that reads the whole response before it outputs anything.</summary>
    public string WholeId { get; init; } = Id;

    /// <summary>Whether a new ticket is one, since its key has arrived before the fault.</summary>
    public bool KeyArrives { get; init; }
}

/// <summary>How a peer is connected to. Other than plainly, a request arrives only in TLS that is trusted.</summary>
internal enum Way
{
    Plain,
    Tls,
    Proxy,
}
