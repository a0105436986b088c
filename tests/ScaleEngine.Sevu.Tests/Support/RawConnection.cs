using System;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>A connection to a <see cref="RawServer"/>.</summary>
internal sealed partial class RawConnection(RawServer server, NetworkStream network, CancellationToken cancellation)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _length;

    public NetworkStream Network => network;

    /// <summary>What is read and written: the network, or TLS over it.</summary>
    public Stream Stream { get; set; } = network;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The last request that was read: headers and body.</summary>
    public string Request { get; private set; } = "";

    /// <summary>Reads the next request.</summary>
    /// <returns>False if the client closed the connection instead.</returns>
    public async Task<bool> ReadRequestAsync()
    {
        while (true)
        {
            string received = Encoding.ASCII.GetString(_buffer, 0, _length);
            int headers = received.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (headers >= 0)
            {
                Match contentLength = ContentLength().Match(received);
                int end = headers + 4 + (contentLength.Success ? int.Parse(contentLength.Groups[1].Value, CultureInfo.InvariantCulture) : 0);
                if (_length >= end)
                {
                    Request = received[..end];
                    server.Add(Request);
                    _buffer.AsSpan(end, _length - end).CopyTo(_buffer);
                    _length -= end;
                    return true;
                }
            }

            int count = await Stream.ReadAsync(_buffer.AsMemory(_length), cancellation);
            _length += count;
            if (count == 0)
            {
                return false;
            }
        }
    }

    /// <summary>Writes text, one byte for each character.</summary>
    public async Task WriteAsync(string text) => await Stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellation);

    /// <summary>Says that this peer does nothing more that would end its response.</summary>
    public void ReportHanging() => server.ReportHanging();

    /// <summary>Reads until the client closes the connection.</summary>
    public async Task WaitForCloseAsync() => await Stream.CopyToAsync(Stream.Null, cancellation);

    /// <summary>Ends the connection with a reset. Otherwise, its end would be announced first.</summary>
    public void Reset() => network.Socket.Close(timeout: 0);

    [GeneratedRegex(@"(?i)^Content-Length: (\d+)", RegexOptions.Multiline)]
    private static partial Regex ContentLength();
}
