using System;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;

namespace ScaleEngine.Sevu.Tests.EndToEnd.Wire;

/// <summary>What a peer does with a connection. In its texts, <c>{echo}</c> is the form of the request as JSON, <c>{json}</c> the same as a
/// JSON string, <c>{line}</c> the same without colons, <c>{form}</c> as it was sent, <c>{key}</c> the API key, and <c>{length}</c> the number of bytes after the
/// headers, <c>{length+9}</c> that with an error. A character is a byte.</summary>
internal static partial class Peer
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan IdleTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Answers requests, and closes the connection after the last answer.</summary>
    public static Func<RawConnection, Task> Close(params string[] answers) => async connection =>
    {
        foreach (string answer in answers)
        {
            if (!await connection.ReadRequestAsync())
            {
                return;
            }

            await connection.WriteAsync(Fill(answer, connection.Request));
        }
    };

    /// <summary>As <see cref="Close"/>, with a reset.</summary>
    public static Func<RawConnection, Task> Reset(params string[] answers) => async connection =>
    {
        await Close(answers)(connection);
        // The client must have received the answer: a reset may discard it.
        await Task.Delay(IdleTime, connection.Cancellation);
        connection.Reset();
    };

    /// <summary>As <see cref="Close"/>, but the connection stays open and nothing more comes.</summary>
    public static Func<RawConnection, Task> Stall(params string[] answers) => async connection =>
    {
        await Close(answers)(connection);
        connection.ReportHanging();
        await connection.WaitForCloseAsync();
    };

    /// <summary>Writes the beginning, then the rest over and over, byte by byte.</summary>
    public static Func<RawConnection, Task> Drip(string begin, string rest) => async connection =>
    {
        await Close(begin)(connection);
        connection.ReportHanging();
        while (true)
        {
            foreach (char drop in rest)
            {
                await Task.Delay(Beat, connection.Cancellation);
                await connection.WriteAsync(drop.ToString());
            }
        }
    };

    /// <summary>Writes the answer byte by byte.</summary>
    public static Func<RawConnection, Task> Slowly(string answer) => async connection =>
    {
        await connection.ReadRequestAsync();
        foreach (char drop in Fill(answer, connection.Request))
        {
            await connection.WriteAsync(drop.ToString());
            await Task.Yield();
        }
    };

    /// <summary>Writes the beginning, then the rest over and over, as fast as it goes.</summary>
    public static Func<RawConnection, Task> Endless(string begin, string rest) => async connection =>
    {
        await Close(begin)(connection);
        connection.ReportHanging();
        string block = string.Concat(Enumerable.Repeat(rest, Math.Max(1, 8192 / rest.Length)));
        while (true)
        {
            await connection.WriteAsync(block);
        }
    };

    /// <summary>Writes the answer before it reads the request.</summary>
    public static Func<RawConnection, Task> Early(string answer) => async connection =>
    {
        await connection.WriteAsync(Fill(answer, ""));
        await connection.ReadRequestAsync();
    };

    /// <summary>Writes the answer and closes the connection without reading the request.</summary>
    public static Func<RawConnection, Task> Unread(string answer) => connection => connection.WriteAsync(Fill(answer, ""));

    /// <summary>Answers one request, and writes more while the connection is idle.</summary>
    public static Func<RawConnection, Task> Late(string answer, string more) => async connection =>
    {
        await Close(answer)(connection);
        await Task.Delay(IdleTime, connection.Cancellation);
        await connection.WriteAsync(more);
        await connection.WaitForCloseAsync();
    };

    /// <summary>Writes without waiting for a request, such as in place of a TLS handshake, and goes on.</summary>
    public static Func<RawConnection, Task> Say(string text, Func<RawConnection, Task> next) => async connection =>
    {
        await connection.Stream.ReadAtLeastAsync(new byte[5], 5, throwOnEndOfStream: false, connection.Cancellation);
        await connection.WriteAsync(text);
        await next(connection);
    };

    /// <summary>Closes the connection.</summary>
    public static Task End(RawConnection connection)
    {
        // What was not read would make it a reset.
        connection.Network.Socket.Shutdown(SocketShutdown.Send);
        return connection.WaitForCloseAsync();
    }

    /// <summary>Ends the connection with a reset.</summary>
    public static Task Break(RawConnection connection)
    {
        connection.Reset();
        return Task.CompletedTask;
    }

    /// <summary>Keeps the connection open and says nothing more.</summary>
    public static Task Hang(RawConnection connection)
    {
        connection.ReportHanging();
        return connection.WaitForCloseAsync();
    }

    /// <summary>Answers the request of a client for a tunnel, and goes on at its other end.</summary>
    public static Func<RawConnection, Task> Tunnel(Func<RawConnection, Task> next, string answer = "HTTP/1.1 200 Go\r\n\r\n") => async connection =>
    {
        await Close(answer)(connection);
        await next(connection);
    };

    /// <summary>Speaks TLS with this certificate, and goes on inside.</summary>
    public static Func<RawConnection, Task> Tls(X509Certificate2 certificate, bool asksForCertificate = false) => async connection =>
    {
        using SslStream tls = new(connection.Stream, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(
            new() { ServerCertificate = certificate, ClientCertificateRequired = asksForCertificate }, connection.Cancellation);
        connection.Stream = tls;
        await Close("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"code\":2100}")(connection);
    };

    /// <summary>Bytes in gzip form.</summary>
    public static string Gzip(string text) => Encoding.Latin1.GetString(RawServer.Gzip(text));

    /// <summary>Part of a body in chunks.</summary>
    public static string Chunk(string text) => $"{text.Length:x}\r\n{text}\r\n";

    private static string Fill(string text, string request)
    {
        string body = request.Length == 0 ? "" : request.Split("\r\n\r\n")[1];
        string form = body.StartsWith("json=", StringComparison.Ordinal) ? Uri.UnescapeDataString(body[5..]) : "{}";
        string key = form.Contains("\"api_key\":\"", StringComparison.Ordinal) ? form.Split("\"api_key\":\"")[1].Split('"')[0] : "";
        string filled = text
            .Replace("{echo}", form, StringComparison.Ordinal)
            .Replace("{json}", JsonEncodedText.Encode(form).Value, StringComparison.Ordinal)
            .Replace("{line}", form.Replace(':', '~'), StringComparison.Ordinal)
            .Replace("{form}", body, StringComparison.Ordinal)
            .Replace("{key}", key, StringComparison.Ordinal);
        int length = filled.Length - (filled.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4);
        return Length().Replace(filled, match => $"{length + (match.Groups[1].Success ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0)}");
    }

    [GeneratedRegex(@"\{length([+-]\d+)?\}")]
    private static partial Regex Length();
}
