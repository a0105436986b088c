using System;
using System.Globalization;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;

ushort port = 0;
string? certificateFile = null;
bool isValid = args.Length % 2 == 0;
for (int index = 0; index + 1 < args.Length; index += 2)
{
    certificateFile = args[index] == "--https" ? args[index + 1] : certificateFile;
    isValid &= args[index] == "--https"
        || (args[index] == "--port" && ushort.TryParse(args[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out port));
}

if (!isValid)
{
    Console.Error.WriteLine("""
        --port N      a TCP port from 0 to 65535; 0, the default, takes any free port
        --https FILE  uses HTTPS with a temporary certificate and writes that to the file as PEM
        """);
    return 2;
}

try
{
    using X509Certificate2? certificate = certificateFile is null ? null : UntrustedCertificate.Create();
    if (certificate is not null)
    {
        await File.WriteAllTextAsync(certificateFile!, certificate.ExportCertificatePem());
    }

    await using SevuEmulator emulator = await SevuEmulator.StartAsync(new() { Port = port, Certificate = certificate });
    Banner.Write(Console.Out, emulator);

    var stopped = new TaskCompletionSource();
    Console.CancelKeyPress += (_, press) =>
    {
        press.Cancel = true;
        stopped.TrySetResult();
    };
    await stopped.Task;
    return 0;
}
catch (IOException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
