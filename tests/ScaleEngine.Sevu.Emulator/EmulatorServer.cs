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

/// <summary>Sets up Kestrel and nothing more: no configuration files or variables, no logs, no signals.</summary>
internal static class EmulatorServer
{
    public static WebApplication Build(EmulatorOptions options, RequestDelegate handle)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddResponseCompression();
        builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            // A client may stop reading for as long as it likes.
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

    /// <summary>A stalled answer must not hold up the end.</summary>
    private static Func<HttpContext, RequestDelegate, Task> AbortWhenStopping(CancellationToken stopping) =>
        async (context, next) =>
        {
            using CancellationTokenRegistration registration = stopping.Register(context.Abort);
            await next(context);
        };

    /// <summary>Leaves Ctrl+C to the process that the emulator is a guest of; the default lifetime takes it.</summary>
    private sealed class GuestLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
