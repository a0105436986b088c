using ScaleEngine.Sevu.Reading;
using ScaleEngine.Sevu.Requests;
using ScaleEngine.Sevu.Sending;

namespace ScaleEngine.Sevu.Service;

/// <summary>A ticket's log of attempts, read while it is downloaded. The first attempt has already been read.</summary>
internal sealed class AttemptLog : IDisposable
{
    private readonly SevuResponse _response;
    private readonly AttemptReader _reader;
    private readonly Func<TicketAttempt?> _readNext;
    private readonly RequestSender _sender;
    private readonly ResponseReport _report;
    private readonly string _name;
    private TicketAttempt? _first;
    private bool _isCompleted;

    private AttemptLog(RequestSender sender, SevuRequest request, AttemptFilter filter, ResponseReport report, string name)
    {
        _response = sender.Send(request);
        report.Headers(_response);
        _reader = new AttemptReader(new ResponseReader(_response, maxLength: long.MaxValue), filter);
        _readNext = _reader.Read;
        _sender = sender;
        _report = report;
        _name = name;
    }

    /// <summary>The latest time of the attempts that were read (UTC), wanted or not; null if none has a time.</summary>
    public DateTime? Latest => _reader.Latest;

    /// <summary>The time (UTC) by the earlier of two clocks, this machine's and the service's: an attempt after it is one of the
    /// future.</summary>
    public DateTime Now => DateTime.UtcNow - (_response.ClockDifference > TimeSpan.Zero ? _response.ClockDifference.Value : TimeSpan.Zero);

    /// <summary>Called before waiting for the network.</summary>
    public Action? BeforeWait
    {
        set => _response.Body.BeforeWait = value;
    }

    /// <summary>Sends the request, and reads as far as the first attempt that is wanted, or to the end if there is none. Until then nothing has
    /// been returned, so it can be retried without duplicates.</summary>
    /// <inheritdoc cref="Read"/>
    public static AttemptLog Open(RequestSender sender, SevuRequest request, AttemptFilter filter, ResponseReport report, string name)
    {
        AttemptLog log = new(sender, request, filter, report, name);
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

    /// <returns>The next attempt that is wanted; null at the end of the log.</returns>
    /// <exception cref="SevuServiceException">The service reports a failure.</exception>
    /// <inheritdoc cref="ResponseReader.Read"/>
    public TicketAttempt? Read()
    {
        TicketAttempt? attempt = _first ?? ReadNext();
        _first = null;
        return attempt;
    }

    /// <summary>Cancels the download if it is still running.</summary>
    public void Dispose() => _response.Dispose();

    private TicketAttempt? ReadNext()
    {
        if (_isCompleted)
        {
            return null;
        }

        TicketAttempt? attempt = _sender.Read(_readNext);
        _report.Warning(_reader.Response);
        if (attempt is null)
        {
            _isCompleted = true;
            _report.Outcome(_reader.Response, _name, DisplayText.Format(Messages.VerboseAttempts, _reader.Count));
            _reader.EnsureSuccess();
        }

        return attempt;
    }
}
