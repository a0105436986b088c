using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator.Tickets;

namespace ScaleEngine.Sevu.Emulator.Responses;

/// <summary>The answers of a service in good health.</summary>
internal static class Answers
{
    /// <summary>About 20 KB: rarely enough to be fast, often enough that a reader never waits long.</summary>
    private const int AttemptsPerFlush = 64;

    private static readonly JsonSerializerOptions s_php = new() { Encoder = PhpJsonEncoder.Instance };

    /// <summary>The service refuses: HTTP 200 with the reason as JSON.</summary>
    public static RequestDelegate Refusal(Failure failure) => context =>
    {
        var body = new
        {
            code = failure.Code,
            message = failure.Message,
            status = "failure",
            handle_time = "0.0004 seconds",
        };
        return context.Response.WriteAsJsonAsync(body, s_php, "application/json", context.RequestAborted);
    };

    /// <summary>The service did it.</summary>
    public static RequestDelegate Success(string message, Dictionary<string, object?> fields) => context =>
    {
        var body = new Dictionary<string, object?> { ["status"] = "success", ["message"] = message };
        foreach ((string name, object? value) in fields)
        {
            body.Add(name, value);
        }

        return context.Response.WriteAsJsonAsync(body, s_php, "application/json", context.RequestAborted);
    };

    /// <summary>The service did not do it, and says so without a code: none is known for these commands.</summary>
    public static RequestDelegate Failed(string message) => context => context.Response.WriteAsJsonAsync(
        new { status = "failure", message }, s_php, "application/json", context.RequestAborted);

    /// <summary>There is no such ticket.</summary>
    public static RequestDelegate UnknownTicket => Failed("There is no such ticket");

    /// <summary>The attempts, sent while they are enumerated; the first one leaves at once.</summary>
    public static RequestDelegate Usage(IEnumerable<EmulatedAttempt> attempts) => async context =>
    {
        using var writer = new UsageWriter(context.Response.BodyWriter);
        await SendUnendedAsync(context, writer, attempts);
        writer.End();
    };

    /// <summary>As <see cref="Usage"/>, but for the end.</summary>
    public static async Task SendUnendedAsync(
        HttpContext context, UsageWriter writer, IEnumerable<EmulatedAttempt> attempts)
    {
        context.Response.ContentType = "application/json";
        writer.Begin(used: attempts.Any());
        foreach ((int index, EmulatedAttempt attempt) in attempts.Index())
        {
            writer.Attempt(attempt);
            if (index % AttemptsPerFlush == 0)
            {
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }
    }

    /// <summary>A page for people, as a proxy or a web server in trouble sends it.</summary>
    public static RequestDelegate Page(int status) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        string page = string.Create(
            CultureInfo.InvariantCulture, $"<html><body><h1>{status}</h1><p>The emulator's page.</p></body></html>\n");
        return context.Response.WriteAsync(page, context.RequestAborted);
    };
}
