using System;
using System.Net;
using System.Net.Sockets;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>What listens on this machine besides the emulator, or does not.</summary>
internal static class Loopback
{
    /// <summary>Takes connections on a free port, and says nothing by itself.</summary>
    public static TcpListener Listen()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    public static Uri Endpoint(this TcpListener listener, string scheme = "http")
        => new($"{scheme}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>Where nobody listens.</summary>
    public static Uri FreeEndpoint()
    {
        using TcpListener listener = Listen();
        return listener.Endpoint();
    }
}
