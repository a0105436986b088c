using System;
using System.Net;
using System.Net.Sockets;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>TCP listeners and unused ports on the loopback interface.</summary>
internal static class Loopback
{
    /// <summary>Accepts connections on a free port and sends nothing by itself.</summary>
    public static TcpListener Listen()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    public static Uri Endpoint(this TcpListener listener, string scheme = "http")
        => new($"{scheme}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>An endpoint where nothing listens.</summary>
    public static Uri UnusedEndpoint()
    {
        using TcpListener listener = Listen();
        return listener.Endpoint();
    }
}
