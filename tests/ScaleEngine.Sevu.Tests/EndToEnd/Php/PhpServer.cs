using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd.Php;

/// <summary>A real PHP that serves <c>service.php</c> on the loopback interface.</summary>
internal sealed class PhpServer : IDisposable
{
    private readonly Process _process;

    private PhpServer(Process process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    /// <summary>Starts PHP. Skips the test if PHP is not installed.</summary>
    public static async Task<PhpServer> StartAsync(string apiSecret)
    {
        int port = Loopback.UnusedEndpoint().Port;
        ProcessStartInfo start = new("php")
        {
            ArgumentList = { "-S", $"127.0.0.1:{port}", Path.Combine(AppContext.BaseDirectory, "EndToEnd", "Php", "service.php") },
            Environment = { ["SEVU_API_SECRET"] = apiSecret },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("PHP is not installed: the signatures were not checked by a real PHP (Debian: apt-get install php-cli).");
            throw;
        }

        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await WaitUntilListeningAsync(port, TestContext.Current.CancellationToken);
        return new PhpServer(process, new Uri($"http://127.0.0.1:{port}/stable/"));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task WaitUntilListeningAsync(int port, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            using TcpClient client = new();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException) when (attempt < 100)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }
}
