using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator.Tickets;

namespace ScaleEngine.Sevu.Emulator.Responses;

/// <summary>The normal responses of the service.</summary>
internal static class ServiceResponses
{
    /// <summary>About 20 KB: few flushes, and a client receives the first attempts early.</summary>
    private const int AttemptsPerFlush = 64;

    private static readonly JsonSerializerOptions s_php = new() { Encoder = PhpJsonEncoder.Instance };

    /// <summary>HTTP 200 with a response code and a message as JSON.</summary>
    public static RequestDelegate FailureWithCode(Failure failure) => context =>
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

    /// <summary>The command succeeded.</summary>
    public static RequestDelegate Success(string message, Dictionary<string, object?> fields) => context =>
    {
        var body = new Dictionary<string, object?> { ["status"] = "success", ["message"] = message };
        foreach ((string name, object? value) in fields)
        {
            body.Add(name, value);
        }

        return context.Response.WriteAsJsonAsync(body, s_php, "application/json", context.RequestAborted);
    };

    /// <summary>The command failed. No codes are known for these commands, so there is none.</summary>
    public static RequestDelegate FailureWithoutCode(string message) => context => context.Response.WriteAsJsonAsync(
        new { status = "failure", message }, s_php, "application/json", context.RequestAborted);

    public static RequestDelegate UnknownTicket => FailureWithoutCode("There is no such ticket");

    /// <summary>The attempts, sent while they are enumerated. The first one is sent immediately.</summary>
    public static RequestDelegate Attempts(IEnumerable<EmulatedAttempt> attempts) => async context =>
    {
        using var writer = new AttemptLogWriter(context.Response.BodyWriter);
        await WriteUnfinishedAsync(context, writer, attempts);
        writer.WriteEnd();
    };

    /// <summary>Writes the response of <see cref="Attempts"/> without its end.</summary>
    public static async Task WriteUnfinishedAsync(
        HttpContext context, AttemptLogWriter writer, IEnumerable<EmulatedAttempt> attempts)
    {
        context.Response.ContentType = "application/json";
        writer.WriteStart(hasAttempts: attempts.Any());
        foreach ((int index, EmulatedAttempt attempt) in attempts.Index())
        {
            writer.WriteAttempt(attempt);
            if (index % AttemptsPerFlush == 0)
            {
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }
    }

    /// <summary>An HTML page, as a proxy or a web server sends for its own errors.</summary>
    public static RequestDelegate HtmlPage(int status) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        string page = string.Create(
            CultureInfo.InvariantCulture, $"<html><body><h1>{status}</h1><p>The emulator's page.</p></body></html>\n");
        return context.Response.WriteAsync(page, context.RequestAborted);
    };
}
