using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>Sets up Kestrel alone: no configuration files, environment variables, logs or signal handlers.</summary>
internal static class EmulatorServer
{
    public static WebApplication Build(EmulatorOptions options, RequestDelegate handle)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddResponseCompression();
        builder.Services.AddSingleton<IHostLifetime, NoSignalLifetime>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            // A test may stop reading for any time.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                if (options.Certificate is { } certificate)
                {
                    listen.UseHttps(certificate);
                }
            });
        });

        WebApplication server = builder.Build();
        server.Use(AbortWhenStopping(server.Lifetime.ApplicationStopping));
        server.UseResponseCompression();
        server.Run(handle);
        return server;
    }

    /// <summary>Aborts open requests, so that a stalled response does not delay the shutdown.</summary>
    private static Func<HttpContext, RequestDelegate, Task> AbortWhenStopping(CancellationToken stopping) =>
        async (context, next) =>
        {
            using CancellationTokenRegistration registration = stopping.Register(context.Abort);
            await next(context);
        };

    /// <summary>Leaves Ctrl+C to the host process. The default lifetime would handle it.</summary>
    private sealed class NoSignalLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
