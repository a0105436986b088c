using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Emulator;

ushort port = 0;
if (args is not []
    && !(args is ["--port", string number]
        && ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out port)))
{
    Console.Error.WriteLine("The only argument is --port N, a TCP port from 0 to 65535; 0 or none takes a free one.");
    return 2;
}

try
{
    await using SevuEmulator emulator = await SevuEmulator.StartAsync(new() { Port = port });
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
