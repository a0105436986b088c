using System;
using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ScaleEngine.Sevu.Emulator.Tickets;

namespace ScaleEngine.Sevu.Emulator.Responses;

/// <summary>Writes the response of <c>sevu.errorlog</c> in parts, with the names, order and types of the sample in the service's
/// documentation. Each method flushes its part to the output.</summary>
internal sealed class AttemptLogWriter(IBufferWriter<byte> output) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(output, new() { Encoder = PhpJsonEncoder.Instance });
    private readonly long _started = Stopwatch.GetTimestamp();

    public void WriteStart(bool hasAttempts)
    {
        _json.WriteStartObject();
        _json.WriteNumber("code", hasAttempts ? 2101 : 2100);
        _json.WriteString("message", hasAttempts
            ? "ScaleEngine Virtual Usher Ticket uses found"
            : "ScaleEngine Virtual Usher Ticket was not used");
        _json.WriteString("status", "success");
        _json.WriteStartArray("attempts");
        _json.Flush();
    }

    public void WriteAttempt(EmulatedAttempt attempt)
    {
        _json.WriteStartObject();
        _json.WriteString("key", attempt.Key);
        _json.WriteString("datetime", ServiceTime.ToText(attempt.Time));
        _json.WriteString("ip", attempt.Ip);
        _json.WriteString("video", attempt.Video);
        _json.WriteString("app", attempt.App);
        _json.WriteString("appinst", attempt.AppInstance);
        _json.WriteString("pageurl", attempt.PageUrl);
        _json.WriteString("refurl", attempt.ReferrerUrl);
        _json.WriteNumber("success", attempt.Success ? 1 : 0);
        _json.WriteString("reason", attempt.Reason);
        _json.WriteString("server", attempt.Server);
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <summary>Writes the beginning of an attempt. Nothing can follow.</summary>
    public void WriteHalfAttempt(string key)
    {
        _json.WriteStartObject();
        _json.WriteString("key", key);
        _json.Flush();
    }

    public void WriteEnd()
    {
        _json.WriteEndArray();
        _json.WriteString("handle_time", string.Create(
            CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_started).TotalSeconds:F4} seconds"));
        _json.WriteEndObject();
        _json.Flush();
    }

    public void Dispose() => _json.Dispose();
}
