using System.Security;
using ScaleEngine.Sevu.Display;
using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Service;

/// <summary>The service, a method for each of its commands: the only way from the cmdlets to what asks and reads. Each sends
/// the request, reads the response, says how it went, and throws where the service calls it a failure.</summary>
/// <remarks>The caller's thread waits. What only reads is tried again where it fails for a while only; what changes something is
/// sent once.</remarks>
internal sealed class SevuService
{
    private readonly SevuConnection _connection;
    private readonly IMessages _messages;
    private readonly OnlyOnce _timeWarning;
    private readonly CancellationToken _stopping;
    private readonly SevuClient _client;
    private readonly RequestRetry _retry;

    /// <param name="connection">The account and the way to it.</param>
    /// <param name="retry">How often what only reads is tried again.</param>
    /// <param name="messages">Is told what happens.</param>
    /// <param name="timeWarning">The warning of a time that nobody can read, which one run of a cmdlet gives once.</param>
    /// <param name="stopping">Ends whatever is under way.</param>
    public SevuService(SevuConnection connection, RetryPolicy retry, IMessages messages, OnlyOnce timeWarning, CancellationToken stopping)
    {
        _connection = connection;
        _messages = messages;
        _timeWarning = timeWarning;
        _stopping = stopping;
        _client = new SevuClient(connection, messages, stopping);
        _retry = new RequestRetry(connection, retry, _client, messages);
    }

    /// <summary>How a ticket has been used (<c>sevu.errorlog</c>). Sending and waiting for the first attempt are tried again;
    /// reading on is not, since it would give attempts twice.</summary>
    /// <inheritdoc cref="Ask"/>
    public AttemptLog OpenAttempts(string key, AttemptQuery query)
    {
        SevuRequest request = query.RequestFor(key);
        string name = DisplayText.Harmless(key)!;
        return _retry.Run(name, () => AttemptLog.Open(_client.Send(request), query, this, name));
    }

    /// <summary>What a ticket is (<c>sevu.status</c>).</summary>
    /// <inheritdoc cref="Ask"/>
    public Ticket GetTicket(string key)
    {
        SevuRequest request = new("sevu.status", [new("key", key)]);
        string name = DisplayText.Harmless(key)!;
        return _retry.Run(name, () => Ask(request, answer =>
        {
            Ticket ticket = new TicketReader(answer).Read();
            SayOutcome(answer, name);
            WarnOfTime(answer);
            return ticket;
        }));
    }

    /// <summary>Issues a ticket (<c>sevu.request</c>).</summary>
    /// <param name="order">From <see cref="TicketOrder"/>.</param>
    /// <param name="password">The ticket's, where the response does not repeat it.</param>
    /// <exception cref="SevuUncertainException">No clear response came: a ticket may exist.</exception>
    /// <inheritdoc cref="Ask"/>
    public IssuedTicket IssueTicket(SevuRequest order, SecureString password)
    {
        try
        {
            return _retry.Once(() => Ask(order, answer =>
            {
                Ticket ticket = new TicketReader(answer).Read(password);
                return new IssuedTicket(ticket, () =>
                {
                    SayOutcome(answer, DisplayText.Harmless(ticket.Key)!);
                    WarnOfTime(answer);
                });
            }));
        }
        catch (SevuException failure) when (failure.MayHaveBeenDone)
        {
            throw new SevuUncertainException(failure);
        }
    }

    /// <summary>Revokes a ticket (<c>sevu.revoke</c>).</summary>
    /// <inheritdoc cref="Ask"/>
    public void RevokeTicket(string key) => _retry.Once(() => Ask(new SevuRequest("sevu.revoke", [new("key", key)]), answer =>
    {
        answer.ReadToEnd();
        SayOutcome(answer, DisplayText.Harmless(key)!);
        answer.EnsureSuccess(hasContent: false);
        return true;
    }));

    /// <summary>Any command.</summary>
    /// <returns>The response's JSON as it came, one object.</returns>
    /// <inheritdoc cref="Ask"/>
    public MemoryStream Invoke(SevuRequest request) => _retry.Once(() =>
    {
        MemoryStream json = new();
        return Ask(
            request,
            answer =>
            {
                bool hasFields = answer.ReadToEnd();
                SayOutcome(answer, DisplayText.Harmless(request.Command)!);
                answer.EnsureSuccess(hasFields);
                json.Position = 0;
                return json;
            },
            copy: json);
    });

    /// <summary>Goes the way to the service step by step, and then reads the log of a ticket that does not exist, which changes
    /// nothing. Once, as it is: a clock that is off is to be seen here.</summary>
    /// <param name="key">The key, of no ticket.</param>
    /// <param name="test">Takes what was found; its first step that did not go well is the one that failed.</param>
    /// <inheritdoc cref="Ask"/>
    public void Probe(string key, ConnectionTest test)
    {
        new ConnectionProbe(_connection, test).RunAsync(_stopping).GetAwaiter().GetResult();
        test.Answered = false;
        using SevuResponse response = _client.Send(new SevuRequest("sevu.errorlog", [new("key", key)]));
        test.RoundTripTime = response.RoundTrip;
        test.ClockDifference = response.ClockDifference;
        AnswerReader answer = new(response);
        bool hasFields = ReadFrom(answer.ReadToEnd);
        test.Answered = true;
        try
        {
            answer.EnsureSuccess(hasFields);
            test.CredentialAccepted = true;
        }
        catch (SevuServiceException refusal) when (refusal.IsFatalForConnection)
        {
            test.CredentialAccepted = false;
            throw;
        }
    }

    internal T ReadFrom<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (_client.IsDisconnect(failure))
        {
            throw SevuConnectionException.Disconnected(requestSent: true);
        }
    }

    internal void SayOutcome(AnswerReader answer, string name, string? result = null)
        => _messages.Verbose(() => answer.Outcome(name, result));

    /// <summary>Warns of a time that the service gave and nobody can read.</summary>
    internal void WarnOfTime(AnswerReader answer)
    {
        if (answer.UnreadableTime is string time && _timeWarning.TryTake())
        {
            _messages.Warning(DisplayText.Format(Messages.UnreadableTime, DisplayText.Harmless(time)));
        }
    }

    /// <exception cref="SevuException">The request could not be sent, the response is not one of the service, or the service
    /// calls it a failure.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    private T Ask<T>(SevuRequest request, Func<AnswerReader, T> read, Stream? copy = null)
    {
        using SevuResponse response = _client.Send(request);
        AnswerReader answer = new(response, copy);
        return ReadFrom(() => read(answer));
    }
}

/// <summary>A new ticket.</summary>
/// <param name="Ticket">To be given out before anything is said about it: that may end the pipeline, and the ticket is
/// there.</param>
/// <param name="SayOutcome">Says how it went.</param>
internal sealed record IssuedTicket(Ticket Ticket, Action SayOutcome);

/// <summary>What is done the first time alone, whoever comes first.</summary>
internal sealed class OnlyOnce
{
    private int _taken;

    /// <returns>True for the first caller.</returns>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;
}
