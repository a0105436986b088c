using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>Sets the response for a ticket.</summary>
internal static class EmulatorExtensions
{
    /// <summary>Responds with this body.</summary>
    public static void Respond(this SevuEmulator emulator, string ticketKey, string body)
        => emulator.Respond(ticketKey, context => context.Response.WriteAsync(body));

    /// <summary>Closes the connection without a response.</summary>
    public static void AbortConnection(this SevuEmulator emulator, string ticketKey) => emulator.Respond(ticketKey, context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Redirects to an address that contains the whole request.</summary>
    public static void EchoInLocationHeader(this SevuEmulator emulator, string ticketKey) => emulator.Respond(ticketKey, async context =>
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = "/?json=" + Uri.EscapeDataString(emulator.Requests[^1].Json!);
        await context.Response.CompleteAsync();
    });
}
