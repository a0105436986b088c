using System;
using System.Buffers;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator.Tickets;

namespace ScaleEngine.Sevu.Emulator.Responses;

/// <summary>The responses of a service, a proxy or a network that fails.</summary>
internal static class FaultResponses
{
    /// <summary>The target of <see cref="Redirect"/>.</summary>
    public const string RedirectPath = "/elsewhere/";

    /// <summary>Lets a client on this machine read what was sent. An abort may discard it.</summary>
    private static readonly TimeSpan s_delayBeforeAbort = TimeSpan.FromMilliseconds(200);

    public static RequestDelegate Code(int code) =>
        ServiceResponses.FailureWithCode(new Failure(code, "This failure was requested from the emulator."));

    public static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public static RequestDelegate HttpError(int status) => context =>
    {
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return ServiceResponses.HtmlPage(status)(context);
    };

    public static Task Redirect(HttpContext context)
    {
        context.Response.Redirect(RedirectPath);
        return Task.CompletedTask;
    }

    public static RequestDelegate Delay(int milliseconds, IEnumerable<EmulatedAttempt> attempts) => async context =>
    {
        await Task.Delay(milliseconds, context.RequestAborted);
        await ServiceResponses.Attempts(attempts)(context);
    };

    public static RequestDelegate Stall(IEnumerable<EmulatedAttempt> attempts) => async context =>
    {
        using var writer = new AttemptLogWriter(context.Response.BodyWriter);
        await ServiceResponses.WriteUnfinishedAsync(context, writer, attempts);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    };

    public static RequestDelegate Truncate(string key, IEnumerable<EmulatedAttempt> attempts) => async context =>
    {
        using var writer = new AttemptLogWriter(context.Response.BodyWriter);
        await ServiceResponses.WriteUnfinishedAsync(context, writer, attempts);
        writer.WriteHalfAttempt(key);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    };

    public static RequestDelegate Cut(string key, IEnumerable<EmulatedAttempt> attempts) => async context =>
    {
        await Truncate(key, attempts)(context);
        await Task.Delay(s_delayBeforeAbort, context.RequestAborted);
        context.Abort();
    };

    public static RequestDelegate Trickle(int milliseconds, IEnumerable<EmulatedAttempt> attempts) => async context =>
    {
        var body = new ArrayBufferWriter<byte>();
        using var writer = new AttemptLogWriter(body);
        writer.WriteStart(hasAttempts: true);
        foreach (EmulatedAttempt attempt in attempts)
        {
            writer.WriteAttempt(attempt);
        }

        writer.WriteEnd();
        context.Response.ContentType = "application/json";
        for (int index = 0; index < body.WrittenCount; index++)
        {
            await context.Response.BodyWriter.WriteAsync(body.WrittenMemory.Slice(index, 1), context.RequestAborted);
            await Task.Delay(milliseconds, context.RequestAborted);
        }
    };

    public static RequestDelegate Json(string body) => context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body, context.RequestAborted);
    };

    public static Task Echo(HttpContext context)
    {
        string message = $"Unexpected error in {context.Request.Form["json"]}";
        return ServiceResponses.FailureWithCode(new(Failure.ServiceError, message))(context);
    }
}
