namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>A viewer who presents a ticket.</summary>
/// <param name="Ip">The viewer's address.</param>
/// <param name="Pass">The password presented with the ticket.</param>
/// <param name="Video">The requested stream or file.</param>
/// <param name="App">The application of that stream or file.</param>
public sealed record Viewer(string Ip, string Pass, string Video, string App);
