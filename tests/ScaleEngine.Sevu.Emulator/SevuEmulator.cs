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

/// <summary>
/// A stand-in for ScaleEngine's SEVU web service on this machine's loopback. It checks every request as strictly as the
/// service may, answers from a generated log and the tickets it issues, and makes trouble where a request asks for it.
/// </summary>
public sealed class SevuEmulator : IAsyncDisposable
{
    private const string EndpointPath = "/stable/";
    private const string WatchPath = "/watch";

    private readonly TimeProvider _clock;
    private readonly RequestChecker _checker;
    private readonly ServiceCommands _commands;
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new();

    private SevuEmulator(EmulatorOptions options)
    {
        _clock = options.Clock;
        _checker = new RequestChecker(Account, _clock);
        _server = EmulatorServer.Build(options, HandleAsync);
        Log = new EmulatedLog(_clock.GetUtcNow());
        _commands = new ServiceCommands(Log, _clock);
        Faults = new FaultTable(_clock);
    }

    /// <summary>The URL for every command; there is none before the emulator has started.</summary>
    public Uri Endpoint => new(new Uri(_server.Urls.Single()), EndpointPath);

    /// <summary>The one account there is: the sample of the service's documentation.</summary>
    public EmulatorAccount Account { get; } = EmulatorAccount.Sample;

    /// <summary>The tickets and their attempts, as old as the emulator's clock says at its start.</summary>
    public EmulatedLog Log { get; }

    /// <summary>Every request so far, wrong ones too, in the order of their arrival.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    internal FaultTable Faults { get; }

    /// <summary>Starts an emulator; disposing it ends it, with whatever it is sending.</summary>
    /// <param name="options">Null for plain HTTP on any free port with the system's clock.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
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

    /// <summary>From now on, a valid request gets this answer.</summary>
    /// <param name="order">The ticket it names, one of the log or any other; for a new ticket, the video; for any other
    /// command, its name.</param>
    /// <param name="answer">Writes the HTTP response.</param>
    public void Answer(string order, RequestDelegate answer) => _answers[order] = answer;

    /// <summary>A viewer presents a ticket; the log keeps it.</summary>
    /// <returns>What the usher decided.</returns>
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
            json));

        context.Response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        RequestDelegate answer = context.Request.Path.Value switch
        {
            EndpointPath => AnswerTo(json),
            FaultAnswers.RedirectPath => Faults.AfterRedirect,
            WatchPath => Watch,
            _ => Answers.Page(StatusCodes.Status404NotFound),
        };
        await answer(context);
    }

    /// <summary>A viewer from outside: <c>/watch?key=…&amp;pass=…&amp;ip=…&amp;video=…&amp;app=…</c>.</summary>
    private Task Watch(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        var viewer = new Viewer(query["ip"].ToString(), query["pass"].ToString(), query["video"].ToString(), query["app"].ToString());
        string decision = Log.Find(query["key"].ToString()) is not { } ticket ? "There is no such ticket"
            : IPAddress.TryParse(viewer.Ip, out _) ? ticket.Admit(viewer, _clock.GetUtcNow()).Reason
            : "The field 'ip' is not an address";
        return context.Response.WriteAsync(decision + "\n", context.RequestAborted);
    }

    /// <summary>The form's field <c>json</c>; null unless the request is a POST of that field alone.</summary>
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

    private RequestDelegate AnswerTo(string? json)
    {
        if (json is null)
        {
            return Answers.Refusal(new(Failure.WrongFields, "It is not a POST of a form with the one field 'json'."));
        }

        if (SignedRequest.Parse(json) is not { } request)
        {
            return Answers.Refusal(new(Failure.WrongFields, "The field 'json' is not a JSON object, each name once."));
        }

        if (_checker.Check(request, Find) is { } failure)
        {
            return Answers.Refusal(failure);
        }

        return Ordered(OrderOf(request)) ?? Find(request.Command)!.Answer(request);
    }

    /// <summary>A command of the service, or one that stands for trouble to order, which takes any fields.</summary>
    private ServiceCommand? Find(string name)
    {
        ServiceCommand? known = _commands.All.FirstOrDefault(command => command.Name == name);
        return known ?? (Ordered(name) is { } answer ? new ServiceCommand(name, Fields: null, _ => answer) : null);
    }

    private RequestDelegate? Ordered(string order) =>
        _answers.TryGetValue(order, out RequestDelegate? answer) ? answer : Faults.Find(order);

    /// <summary>What an answer may be ordered with: the ticket, for a new one its video, and where there is neither, the
    /// command.</summary>
    private static string OrderOf(SignedRequest request) =>
        request.Fields.GetValueOrDefault("key") as string
        ?? request.Fields.GetValueOrDefault("video") as string
        ?? request.Command;
}
