using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>What a ticket is answered with from now on.</summary>
internal static class EmulatorExtensions
{
    /// <summary>This body, whatever it is.</summary>
    public static void Answer(this SevuEmulator emulator, string ticketKey, string body)
        => emulator.Answer(ticketKey, context => context.Response.WriteAsync(body));

    /// <summary>Nothing: the connection breaks.</summary>
    public static void HangUp(this SevuEmulator emulator, string ticketKey) => emulator.Answer(ticketKey, context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>A redirect to an address that holds the whole request.</summary>
    public static void RepeatInHead(this SevuEmulator emulator, string ticketKey) => emulator.Answer(ticketKey, async context =>
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = "/?json=" + Uri.EscapeDataString(emulator.Requests[^1].Json!);
        await context.Response.CompleteAsync();
    });
}
