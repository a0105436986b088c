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
    private readonly OnceFlag _unreadableTimeWarning;
    private readonly CancellationToken _stoppingToken;
    private readonly SevuClient _client;
    private readonly RequestRetry _retry;

    /// <param name="connection">The account and the way to it.</param>
    /// <param name="retry">How often what only reads is tried again.</param>
    /// <param name="messages">Is told what happens.</param>
    /// <param name="unreadableTimeWarning">The warning of a time that nobody can read, which one run of a cmdlet gives once.</param>
    /// <param name="stoppingToken">Ends whatever is under way.</param>
    public SevuService(SevuConnection connection, RetryPolicy retry, IMessages messages, OnceFlag unreadableTimeWarning, CancellationToken stoppingToken)
    {
        _connection = connection;
        _messages = messages;
        _unreadableTimeWarning = unreadableTimeWarning;
        _stoppingToken = stoppingToken;
        _client = new SevuClient(connection, messages, stoppingToken);
        _retry = new RequestRetry(connection, retry, _client, messages);
    }

    /// <summary>How a ticket has been used (<c>sevu.errorlog</c>). Sending and waiting for the first attempt are tried again;
    /// reading on is not, since it would give attempts twice.</summary>
    /// <inheritdoc cref="SendAndRead"/>
    public AttemptLog OpenAttempts(string key, AttemptQuery query)
    {
        SevuRequest request = query.ToRequest(key);
        string name = DisplayText.ReplaceControlCharacters(key)!;
        return _retry.RunWithRetries(name, () => AttemptLog.Open(_client.Send(request), query, this, name));
    }

    /// <summary>What a ticket is (<c>sevu.status</c>).</summary>
    /// <inheritdoc cref="SendAndRead"/>
    public Ticket GetTicket(string key)
    {
        SevuRequest request = new("sevu.status", [new("key", key)]);
        string name = DisplayText.ReplaceControlCharacters(key)!;
        return _retry.RunWithRetries(name, () => SendAndRead(request, reader =>
        {
            Ticket ticket = new TicketReader(reader).Read();
            ReportOutcome(reader, name);
            WarnAboutUnreadableTime(reader);
            return ticket;
        }));
    }

    /// <summary>Issues a ticket (<c>sevu.request</c>).</summary>
    /// <param name="request">From <see cref="IssueTicketRequest"/>.</param>
    /// <param name="password">The ticket's, where the response does not repeat it.</param>
    /// <exception cref="SevuUncertainException">No clear response came: a ticket may exist.</exception>
    /// <inheritdoc cref="SendAndRead"/>
    public IssuedTicket IssueTicket(SevuRequest request, SecureString password)
    {
        try
        {
            return _retry.RunOnce(() => SendAndRead(request, reader =>
            {
                Ticket ticket = new TicketReader(reader).Read(password);
                return new IssuedTicket(ticket, () =>
                {
                    ReportOutcome(reader, DisplayText.ReplaceControlCharacters(ticket.Key)!);
                    WarnAboutUnreadableTime(reader);
                });
            }));
        }
        catch (SevuException failure) when (failure.OutcomeUnknown)
        {
            throw new SevuUncertainException(failure);
        }
    }

    /// <summary>Revokes a ticket (<c>sevu.revoke</c>).</summary>
    /// <inheritdoc cref="SendAndRead"/>
    public void RevokeTicket(string key) => _retry.RunOnce(() => SendAndRead(new SevuRequest("sevu.revoke", [new("key", key)]), reader =>
    {
        reader.ReadToEnd();
        ReportOutcome(reader, DisplayText.ReplaceControlCharacters(key)!);
        reader.EnsureSuccess(hasContent: false);
        return true;
    }));

    /// <summary>Any command.</summary>
    /// <returns>The response's JSON as it came, one object.</returns>
    /// <inheritdoc cref="SendAndRead"/>
    public MemoryStream Invoke(SevuRequest request) => _retry.RunOnce(() =>
    {
        MemoryStream json = new();
        return SendAndRead(
            request,
            reader =>
            {
                bool hasFields = reader.ReadToEnd();
                ReportOutcome(reader, DisplayText.ReplaceControlCharacters(request.Command)!);
                reader.EnsureSuccess(hasFields);
                json.Position = 0;
                return json;
            },
            copy: json);
    });

    /// <summary>Goes the way to the service step by step, and then reads the log of a ticket that does not exist, which changes
    /// nothing. Once, as it is: a clock that is off is to be seen here.</summary>
    /// <param name="key">The key, of no ticket.</param>
    /// <param name="test">Takes what was found; its first step that did not go well is the one that failed.</param>
    /// <inheritdoc cref="SendAndRead"/>
    public void Probe(string key, ConnectionTest test)
    {
        new ConnectionProbe(_connection, test).RunAsync(_stoppingToken).GetAwaiter().GetResult();
        test.Answered = false;
        using SevuResponse response = _client.Send(new SevuRequest("sevu.errorlog", [new("key", key)]));
        test.RoundTripTime = response.RoundTrip;
        test.ClockDifference = response.ClockDifference;
        ResponseReader reader = new(response);
        bool hasFields = TranslateDisconnect(reader.ReadToEnd);
        test.Answered = true;
        try
        {
            reader.EnsureSuccess(hasFields);
            test.CredentialAccepted = true;
        }
        catch (SevuServiceException refusal) when (refusal.IsFatalForConnection)
        {
            test.CredentialAccepted = false;
            throw;
        }
    }

    internal T TranslateDisconnect<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (_client.IsCausedByDisconnect(failure))
        {
            throw SevuConnectionException.Disconnected(requestSent: true);
        }
    }

    internal void ReportOutcome(ResponseReader reader, string name, string? result = null)
        => _messages.Verbose(() => reader.Outcome(name, result));

    /// <summary>Warns of a time that the service gave and nobody can read.</summary>
    internal void WarnAboutUnreadableTime(ResponseReader reader)
    {
        if (reader.UnreadableTime is string time && _unreadableTimeWarning.TryTake())
        {
            _messages.Warning(DisplayText.Format(Messages.UnreadableTime, DisplayText.ReplaceControlCharacters(time)));
        }
    }

    /// <exception cref="SevuException">The request could not be sent, the response is not one of the service, or the service
    /// calls it a failure.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    private T SendAndRead<T>(SevuRequest request, Func<ResponseReader, T> read, Stream? copy = null)
    {
        using SevuResponse response = _client.Send(request);
        ResponseReader reader = new(response, copy);
        return TranslateDisconnect(() => read(reader));
    }
}
