using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ScaleEngine.Sevu.Emulator.Requests;
using ScaleEngine.Sevu.Emulator.Responses;
using ScaleEngine.Sevu.Emulator.Tickets;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>Emulates ScaleEngine's SEVU web service on the loopback interface. It checks every request as strictly as the service
/// may, responds from a generated log and the tickets that it issues, and fails when a request asks for a fault.</summary>
public sealed class SevuEmulator : IAsyncDisposable
{
    private const string EndpointPath = "/stable/";
    private const string WatchPath = "/watch";

    private readonly TimeProvider _clock;
    private readonly RequestChecker _checker;
    private readonly ServiceCommands _commands;
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly ConcurrentDictionary<string, RequestDelegate> _responses = new();

    private SevuEmulator(EmulatorOptions options)
    {
        _clock = options.Clock;
        _checker = new RequestChecker(Account, _clock);
        _server = EmulatorServer.Build(options, HandleAsync);
        Log = new EmulatedLog(_clock.GetUtcNow());
        _commands = new ServiceCommands(Log, _clock);
        Faults = new FaultTable(_clock);
    }

    /// <summary>The URL for every command, known after the emulator has started.</summary>
    public Uri Endpoint => new(new Uri(_server.Urls.Single()), EndpointPath);

    /// <summary>The only account: the sample of the service's documentation.</summary>
    public EmulatorAccount Account { get; } = EmulatorAccount.Sample;

    /// <summary>The tickets and their attempts. Their times count back from the emulator's clock when it starts.</summary>
    public EmulatedLog Log { get; }

    /// <summary>All requests so far, also invalid ones, in the order of arrival.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    internal FaultTable Faults { get; }

    /// <summary>Starts an emulator. Disposing it stops it and aborts all open requests.</summary>
    /// <param name="options">Null for plain HTTP on any free port with the system clock.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<SevuEmulator> StartAsync(
        EmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var emulator = new SevuEmulator(options ?? new EmulatorOptions());
        try
        {
            await emulator._server.StartAsync(cancellationToken);
            return emulator;
        }
        catch
        {
            await emulator._server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sets the response to valid requests for a ticket or a command.</summary>
    /// <param name="trigger">The ticket's key, which need not be in the log; the video, for a new ticket; the name, for a command
    /// without either.</param>
    /// <param name="response">Writes the HTTP response.</param>
    public void Respond(string trigger, RequestDelegate response) => _responses[trigger] = response;

    /// <summary>Presents a ticket as a viewer does, and logs the attempt.</summary>
    public EmulatedAttempt Watch(string ticketKey, Viewer viewer) =>
        Log.Find(ticketKey)?.Admit(viewer, _clock.GetUtcNow())
        ?? throw new ArgumentException("There is no such ticket.", nameof(ticketKey));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        string? json = await ReadJsonAsync(context.Request);
        _requests.Enqueue(new ReceivedRequest(
            now,
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Path.Value ?? "",
            context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            json,
            context.Connection.Id));

        context.Response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        RequestDelegate respond = context.Request.Path.Value switch
        {
            EndpointPath => ResponseTo(json),
            FaultResponses.RedirectPath => Faults.AfterRedirect,
            WatchPath => Watch,
            _ => ServiceResponses.HtmlPage(StatusCodes.Status404NotFound),
        };
        await respond(context);
    }

    /// <summary>Presents a ticket over HTTP: <c>/watch?key=…&amp;pass=…&amp;ip=…&amp;video=…&amp;app=…</c>.</summary>
    private Task Watch(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        var viewer = new Viewer(query["ip"].ToString(), query["pass"].ToString(), query["video"].ToString(), query["app"].ToString());
        string decision = Log.Find(query["key"].ToString()) is not { } ticket ? "There is no such ticket"
            : IPAddress.TryParse(viewer.Ip, out _) ? ticket.Admit(viewer, _clock.GetUtcNow()).Reason
            : "The field 'ip' is not an address";
        return context.Response.WriteAsync(decision + "\n", context.RequestAborted);
    }

    /// <summary>The form field <c>json</c>; null unless the request is a POST with this field alone.</summary>
    private static async Task<string?> ReadJsonAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
        {
            return null;
        }

        try
        {
            IFormCollection form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return form.Count == 1 && form.Files.Count == 0 && form["json"] is [string json] ? json : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private RequestDelegate ResponseTo(string? json)
    {
        if (json is null)
        {
            return ServiceResponses.FailureWithCode(new(Failure.WrongFields, "It is not a POST of a form with the one field 'json'."));
        }

        if (SignedRequest.Parse(json) is not { } request)
        {
            return ServiceResponses.FailureWithCode(new(Failure.WrongFields, "The field 'json' is not a JSON object, each name once."));
        }

        if (_checker.Check(request, Find) is { } failure)
        {
            return ServiceResponses.FailureWithCode(failure);
        }

        return FindResponse(TriggerOf(request)) ?? Find(request.Command)!.Respond(request);
    }

    /// <summary>A command of the service, or one that requests a fault and takes any fields.</summary>
    private ServiceCommand? Find(string name)
    {
        ServiceCommand? known = _commands.All.FirstOrDefault(command => command.Name == name);
        return known ?? (FindResponse(name) is { } response ? new ServiceCommand(name, Fields: null, _ => response) : null);
    }

    private RequestDelegate? FindResponse(string trigger) =>
        _responses.TryGetValue(trigger, out RequestDelegate? response) ? response : Faults.Find(trigger);

    /// <summary>The ticket's key; the video, for a new ticket; the command, if the request has neither.</summary>
    private static string TriggerOf(SignedRequest request) =>
        request.Fields.GetValueOrDefault("key") as string
        ?? request.Fields.GetValueOrDefault("video") as string
        ?? request.Command;
}
