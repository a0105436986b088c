using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator;

namespace ScaleEngine.Sevu.Tests.Support;

internal static class EmulatorExtensions
{
    /// <summary>From now on, a ticket is answered with this body, whatever it is.</summary>
    public static void Answer(this SevuEmulator emulator, string ticketKey, string body)
        => emulator.Answer(ticketKey, context => context.Response.WriteAsync(body));
}
