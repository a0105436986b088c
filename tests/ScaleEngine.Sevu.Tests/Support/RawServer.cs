using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>A peer that writes bytes of its own choice: no HTTP server would write them.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = Loopback.Listen();
    private readonly ConcurrentQueue<string> _received = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<RawConnection, Task> _serve;
    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    /// <param name="serve">Serves a connection, one at a time.</param>
    public RawServer(Func<RawConnection, Task> serve)
    {
        _serve = serve;
        _serving = ServeAsync();
    }

    /// <param name="respond">Gets the request, headers and body, and writes the response.</param>
    public RawServer(Func<string, NetworkStream, CancellationToken, Task> respond)
        : this(async connection =>
        {
            await connection.ReadRequestAsync();
            await respond(connection.Request, connection.Network, connection.Cancellation);
        })
    {
    }

    /// <param name="respond">Gets the request, headers and body, and returns the response.</param>
    public RawServer(Func<string, string> respond)
        : this((request, stream, cancellation) => stream.WriteAsync(Encoding.UTF8.GetBytes(respond(request)), cancellation).AsTask())
    {
    }

    /// <summary>The headers of a compressed response.</summary>
    public const string GzipHeaders = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";

    public Uri Endpoint => _listener.Endpoint();

    /// <summary>The requests so far, headers and body.</summary>
    public IReadOnlyCollection<string> Received => _received;

    /// <summary>How many requests there were so far.</summary>
    public int Requests => _received.Count;

    /// <summary>Completes when a peer does nothing more that would end its response.</summary>
    public Task Hanging => _hanging.Task;

    public void Add(string request) => _received.Enqueue(request);

    public void ReportHanging() => _hanging.TrySetResult();

    public static async Task WriteAsync(NetworkStream stream, string headers, byte[] body, CancellationToken cancellation)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(headers), cancellation);
        await stream.WriteAsync(body, cancellation);
    }

    public static byte[] Gzip(string text)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return compressed.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                client.NoDelay = true;
                RawConnection connection = new(this, client.GetStream(), _stopping.Token);
                try
                {
                    await _serve(connection);
                }
                catch (Exception failure) when (failure is IOException or AuthenticationException)
                {
                    // The client has closed the connection.
                }
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
        }
    }
}
