using System;
using System.IO;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>A peer that writes bytes of its own choice: no HTTP server would write them.</summary>
internal sealed partial class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = Loopback.Listen();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<string, NetworkStream, CancellationToken, Task> _respond;
    private readonly Task _serving;

    /// <param name="respond">Gets the request, headers and body, and writes the response.</param>
    public RawServer(Func<string, NetworkStream, CancellationToken, Task> respond)
    {
        _respond = respond;
        _serving = ServeAsync();
    }

    /// <param name="respond">Gets the request, headers and body, and returns the response.</param>
    public RawServer(Func<string, string> respond)
        : this((request, stream, cancellation) => stream.WriteAsync(Encoding.UTF8.GetBytes(respond(request)), cancellation).AsTask())
    {
    }

    /// <summary>The headers of a compressed response.</summary>
    public const string GzipHeaders = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";

    public Uri Endpoint => _listener.Endpoint();

    /// <summary>The requests so far.</summary>
    public int Requests { get; private set; }

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
                try
                {
                    NetworkStream stream = client.GetStream();
                    string request = await ReadRequestAsync(stream);
                    Requests++;
                    await _respond(request, stream, _stopping.Token);
                }
                catch (IOException)
                {
                    // The client has closed the connection.
                }
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[64 * 1024];
        int length = 0;
        while (true)
        {
            int received = await stream.ReadAsync(buffer.AsMemory(length), _stopping.Token);
            length += received;
            string request = Encoding.ASCII.GetString(buffer, 0, length);
            int headers = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            Match contentLength = ContentLength().Match(request);
            int body = contentLength.Success ? int.Parse(contentLength.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
            if (received == 0 || (headers >= 0 && length >= headers + 4 + body))
            {
                return request;
            }
        }
    }

    [GeneratedRegex(@"(?i)^Content-Length: (\d+)", RegexOptions.Multiline)]
    private static partial Regex ContentLength();
}
