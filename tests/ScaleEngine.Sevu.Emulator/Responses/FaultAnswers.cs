using System;
using System.Buffers;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator.Tickets;

namespace ScaleEngine.Sevu.Emulator.Responses;

/// <summary>The answers of a service, or a network, in trouble.</summary>
internal static class FaultAnswers
{
    /// <summary>Where <see cref="Redirect"/> leads.</summary>
    public const string RedirectPath = "/elsewhere/";

    /// <summary>Long enough for a reader on this machine to take what was sent: an abort may throw it away.</summary>
    private static readonly TimeSpan s_beforeAbort = TimeSpan.FromMilliseconds(200);

    public static RequestDelegate Code(int code) =>
        Answers.Refusal(new Failure(code, "A failure made to order by the emulator."));

    public static RequestDelegate Http(int status) => context =>
    {
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return Answers.Page(status)(context);
    };

    public static Task Redirect(HttpContext context)
    {
        context.Response.Redirect(RedirectPath);
        return Task.CompletedTask;
    }

    public static RequestDelegate Delay(int milliseconds, IEnumerable<EmulatedAttempt> attempts) => async context =>
    {
        await Task.Delay(milliseconds, context.RequestAborted);
        await Answers.Usage(attempts)(context);
    };

    public static RequestDelegate Stall(IEnumerable<EmulatedAttempt> attempts) => async context =>
    {
        using var writer = new UsageWriter(context.Response.BodyWriter);
        await Answers.SendUnendedAsync(context, writer, attempts);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    };

    public static RequestDelegate Truncate(string key, IEnumerable<EmulatedAttempt> attempts) => async context =>
    {
        using var writer = new UsageWriter(context.Response.BodyWriter);
        await Answers.SendUnendedAsync(context, writer, attempts);
        writer.HalfAttempt(key);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    };

    public static RequestDelegate Cut(string key, IEnumerable<EmulatedAttempt> attempts) => async context =>
    {
        await Truncate(key, attempts)(context);
        await Task.Delay(s_beforeAbort, context.RequestAborted);
        context.Abort();
    };

    public static RequestDelegate Trickle(int milliseconds, IEnumerable<EmulatedAttempt> attempts) => async context =>
    {
        var answer = new ArrayBufferWriter<byte>();
        using var writer = new UsageWriter(answer);
        writer.Begin(used: true);
        foreach (EmulatedAttempt attempt in attempts)
        {
            writer.Attempt(attempt);
        }

        writer.End();
        context.Response.ContentType = "application/json";
        for (int index = 0; index < answer.WrittenCount; index++)
        {
            await context.Response.BodyWriter.WriteAsync(answer.WrittenMemory.Slice(index, 1), context.RequestAborted);
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
        return Answers.Refusal(new(Failure.ServiceError, message))(context);
    }
}
