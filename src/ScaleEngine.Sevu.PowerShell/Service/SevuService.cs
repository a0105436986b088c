using System.Security;
using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Service;

/// <summary>The service, with one method for each of its commands. Methods throw if the service reports a failure. The
/// cmdlets send nothing by another way.</summary>
/// <remarks>Methods block the calling thread. A request that only reads is retried after transient failures; a request that
/// changes something is sent once.</remarks>
internal sealed class SevuService
{
    private readonly SevuConnection _connection;
    private readonly CancellationToken _stoppingToken;
    private readonly RequestSender _sender;
    private readonly RequestRetry _retry;
    private readonly ResponseReport _report;

    /// <param name="connection">The account and its endpoint.</param>
    /// <param name="retry">When requests that only read are retried.</param>
    /// <param name="messages">Receives messages about the requests.</param>
    /// <param name="run">Shared by all services of one cmdlet run.</param>
    /// <param name="stoppingToken">Cancels whatever is running.</param>
    public SevuService(
        SevuConnection connection, RetrySettings retry, IMessages messages, RunState run, CancellationToken stoppingToken)
    {
        _connection = connection;
        _stoppingToken = stoppingToken;
        _sender = new RequestSender(connection, messages, stoppingToken);
        _retry = new RequestRetry(connection, retry, _sender, run.Reachability, messages);
        _report = new ResponseReport(messages, run.WarnedAboutResponse);
    }

    /// <summary>Opens a ticket's log of attempts (<c>sevu.errorlog</c>). Retries include the wait for the first attempt.
    /// Reading on is never retried, since it would return attempts twice.</summary>
    /// <inheritdoc cref="SendAndRead"/>
    public AttemptLog OpenAttempts(string key, AttemptFilter filter)
    {
        SevuRequest request = filter.ToRequest(key);
        string name = DisplayText.ReplaceControlCharacters(key);
        return _retry.RunWithRetries(name, () => AttemptLog.Open(_sender, request, filter, _report, name));
    }

    /// <summary>Returns a ticket (<c>sevu.status</c>).</summary>
    /// <inheritdoc cref="SendAndRead"/>
    public Ticket GetTicket(string key)
    {
        SevuRequest request = new("sevu.status", [new("key", key)]);
        string name = DisplayText.ReplaceControlCharacters(key);
        return _retry.RunWithRetries(name, () => SendAndRead(request, reader =>
        {
            Ticket ticket = new TicketReader(reader).Read();
            _report.Outcome(reader, name);
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
            return _retry.RunOnce(request.Command, () =>
            {
                using SevuResponse response = _sender.Send(request);
                ResponseReader reader = new(response);
                Ticket ticket = _sender.Read(() => new TicketReader(reader).Read(password));
                return new IssuedTicket(ticket, () =>
                {
                    _report.Headers(response);
                    _report.Outcome(reader, DisplayText.ReplaceControlCharacters(ticket.Key!));
                });
            });
        }
        catch (SevuException failure) when (failure.OutcomeUnknown)
        {
            throw new SevuUncertainException(failure);
        }
    }

    /// <summary>Revokes a ticket (<c>sevu.revoke</c>).</summary>
    /// <inheritdoc cref="SendAndRead"/>
    public void RevokeTicket(string key)
    {
        string name = DisplayText.ReplaceControlCharacters(key);
        _retry.RunOnce(name, () => SendAndRead(new SevuRequest("sevu.revoke", [new("key", key)]), reader =>
        {
            reader.ReadToEnd();
            _report.Outcome(reader, name);
            reader.EnsureSuccess(hasContent: false);
            return true;
        }));
    }

    /// <summary>Sends any command.</summary>
    /// <returns>The JSON of the response unchanged: one object.</returns>
    /// <inheritdoc cref="SendAndRead"/>
    public MemoryStream Invoke(SevuRequest request) => _retry.RunOnce(DisplayText.ReplaceControlCharacters(request.Command), () =>
    {
        MemoryStream json = new();
        return SendAndRead(
            request,
            reader =>
            {
                bool hasFields = reader.ReadToEnd();
                _report.Outcome(reader, DisplayText.ReplaceControlCharacters(request.Command));
                reader.EnsureSuccess(hasFields);
                json.Position = 0;
                return json;
            },
            copy: json);
    });

    /// <summary>Checks the path to the service step by step, then reads the log of a ticket that does not exist, which changes
    /// nothing. Clock skew is not corrected, so that the test shows it.</summary>
    /// <param name="key">A key that no ticket has.</param>
    /// <param name="test">Receives the results. On failure, the failed step is false and later ones are null; if TLS failed, none is
    /// false.</param>
    /// <inheritdoc cref="SendAndRead"/>
    public void Probe(string key, ConnectionTest test)
    {
        new ConnectionProbe(_connection, test).RunAsync(_stoppingToken).GetAwaiter().GetResult();
        test.Answered = false;
        using SevuResponse response = _sender.Send(new AttemptFilter(start: null, end: null).ToRequest(key));
        _report.Headers(response);
        test.RoundTripTime = response.RoundTrip;
        test.ClockDifference = response.ClockDifference;
        ResponseReader reader = new(response);
        bool hasFields = _sender.Read(reader.ReadToEnd);
        test.Answered = true;
        try
        {
            reader.EnsureSuccess(hasFields);
            test.CredentialAccepted = true;
        }
        catch (SevuServiceException rejection) when (rejection.IsFatalForConnection)
        {
            test.CredentialAccepted = false;
            throw;
        }
    }

    /// <exception cref="SevuException">The request could not be sent, the response is not valid, or the service reports a
    /// failure.</exception>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    private T SendAndRead<T>(SevuRequest request, Func<ResponseReader, T> read, Stream? copy = null)
    {
        using SevuResponse response = _sender.Send(request);
        _report.Headers(response);
        ResponseReader reader = new(response, copy);
        return _sender.Read(() => read(reader));
    }
}
