using System.Security;
using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Service;

/// <summary>The service, with one method for each of its commands. Each method sends the request, reads the response, reports
/// the outcome, and throws if the service reports a failure. The cmdlets use nothing below it.</summary>
/// <remarks>Methods block the calling thread. A request that only reads is retried after transient failures; a request that
/// changes something is sent once.</remarks>
internal sealed class SevuService
{
    private readonly SevuConnection _connection;
    private readonly IMessages _messages;
    private readonly OnceFlag _unreadableTimeWarning;
    private readonly CancellationToken _stoppingToken;
    private readonly SevuClient _client;
    private readonly RequestRetry _retry;

    /// <param name="connection">The account and its endpoint.</param>
    /// <param name="retry">When requests that only read are retried.</param>
    /// <param name="messages">Receives messages about the requests.</param>
    /// <param name="unreadableTimeWarning">Set with the warning about an unreadable time, which each run of a cmdlet writes
    /// once.</param>
    /// <param name="stoppingToken">Cancels whatever is running.</param>
    public SevuService(SevuConnection connection, RetryPolicy retry, IMessages messages, OnceFlag unreadableTimeWarning, CancellationToken stoppingToken)
    {
        _connection = connection;
        _messages = messages;
        _unreadableTimeWarning = unreadableTimeWarning;
        _stoppingToken = stoppingToken;
        _client = new SevuClient(connection, messages, stoppingToken);
        _retry = new RequestRetry(connection, retry, _client, messages);
    }

    /// <summary>Opens a ticket's log of attempts (<c>sevu.errorlog</c>). Retries include the wait for the first attempt.
    /// Reading on is never retried, since it would return attempts twice.</summary>
    /// <inheritdoc cref="SendAndRead"/>
    public AttemptLog OpenAttempts(string key, AttemptQuery query)
    {
        SevuRequest request = query.ToRequest(key);
        string name = DisplayText.ReplaceControlCharacters(key)!;
        return _retry.RunWithRetries(name, () => AttemptLog.Open(_client.Send(request), query, this, name));
    }

    /// <summary>Returns a ticket (<c>sevu.status</c>).</summary>
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
    /// <param name="password">The ticket's password, if the response does not repeat it.</param>
    /// <exception cref="SevuUncertainException">The outcome is unknown: a ticket may exist.</exception>
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

    /// <summary>Sends any command.</summary>
    /// <returns>The JSON of the response unchanged: one object.</returns>
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

    /// <summary>Checks the path to the service step by step, then reads the log of a ticket that does not exist, which changes
    /// nothing. Clock skew is not corrected, so that the test shows it.</summary>
    /// <param name="key">A key that no ticket has.</param>
    /// <param name="test">Receives the results. Its first unsuccessful step is the one that failed.</param>
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

    /// <summary>Warns, once per run, about a time that cannot be read.</summary>
    internal void WarnAboutUnreadableTime(ResponseReader reader)
    {
        if (reader.UnreadableTime is string time && _unreadableTimeWarning.TryTake())
        {
            _messages.Warning(DisplayText.Format(Messages.UnreadableTime, DisplayText.ReplaceControlCharacters(time)));
        }
    }

    /// <exception cref="SevuException">The request could not be sent, the response is not valid, or the service reports a
    /// failure.</exception>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    private T SendAndRead<T>(SevuRequest request, Func<ResponseReader, T> read, Stream? copy = null)
    {
        using SevuResponse response = _client.Send(request);
        ResponseReader reader = new(response, copy);
        return TranslateDisconnect(() => read(reader));
    }
}
