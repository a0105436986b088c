using ScaleEngine.Sevu.Display;
using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Service;

/// <summary>The log of a ticket, read while it comes in. Its first attempt is here already.</summary>
internal sealed class AttemptLog : IDisposable
{
    private readonly SevuResponse _response;
    private readonly ResponseReader _responseReader;
    private readonly AttemptReader _attemptReader;
    private readonly AttemptQuery _query;
    private readonly SevuService _service;
    private readonly string _name;
    private TicketAttempt? _first;
    private bool _isCompleted;

    private AttemptLog(SevuResponse response, AttemptQuery query, SevuService service, string name)
    {
        _response = response;
        _responseReader = new ResponseReader(response);
        _attemptReader = new AttemptReader(_responseReader);
        _query = query;
        _service = service;
        _name = name;
    }

    /// <summary>Called before a wait for the network.</summary>
    public Action? BeforeWait
    {
        set => _response.Body.BeforeWait = value;
    }

    /// <summary>Waits for the first attempt, or for the verdict where there is none: as long as nothing came out, asking again
    /// gives nothing twice.</summary>
    /// <param name="response">Disposed of with the log, and where it cannot be opened.</param>
    /// <param name="query">Which attempts come out.</param>
    /// <param name="service">Says what happens.</param>
    /// <param name="name">What messages call the ticket.</param>
    /// <inheritdoc cref="Read"/>
    public static AttemptLog Open(SevuResponse response, AttemptQuery query, SevuService service, string name)
    {
        AttemptLog log = new(response, query, service, name);
        try
        {
            log._first = log.ReadNext();
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <returns>The next attempt that was asked for; null at the log's end.</returns>
    /// <exception cref="SevuServiceException">The service calls it a failure.</exception>
    /// <inheritdoc cref="ResponseReader.Read"/>
    public TicketAttempt? Read()
    {
        TicketAttempt? attempt = _first ?? ReadNext();
        _first = null;
        while (attempt is not null && !_query.Includes(attempt))
        {
            attempt = ReadNext();
        }

        return attempt;
    }

    /// <summary>Ends the download where it is still under way.</summary>
    public void Dispose() => _response.Dispose();

    private TicketAttempt? ReadNext()
    {
        if (_isCompleted)
        {
            return null;
        }

        TicketAttempt? attempt = _service.TranslateDisconnect(_attemptReader.Read);
        _service.WarnAboutUnreadableTime(_responseReader);
        if (attempt is null)
        {
            _isCompleted = true;
            _service.ReportOutcome(_responseReader, _name, DisplayText.Format(Messages.VerboseAttempts, _attemptReader.Count));
            _responseReader.EnsureSuccess(hasContent: _attemptReader.SawList);
        }

        return attempt;
    }
}
