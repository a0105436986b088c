namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>Somebody who presents a ticket.</summary>
/// <param name="Ip">Where from.</param>
/// <param name="Pass">The password presented with it.</param>
/// <param name="Video">The stream or file asked for.</param>
/// <param name="App">The application it runs on.</param>
public sealed record Viewer(string Ip, string Pass, string Video, string App);
