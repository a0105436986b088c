using System;
using System.Collections.Generic;

namespace ScaleEngine.Sevu.Emulator.Requests;

/// <summary>A request as received, valid or not.</summary>
/// <param name="Time">When it was received, by the emulator's clock, in UTC.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">The target of the request line as sent: a path, or an absolute URL in a request to a proxy.</param>
/// <param name="Path">The decoded path.</param>
/// <param name="Headers">The headers by case-insensitive name. Repeated headers are joined by a comma.</param>
/// <param name="Json">The exact text of the form field <c>json</c>; null unless the request was a POST with this field alone.</param>
/// <param name="NetworkConnection">The id of the network connection.</param>
public sealed record ReceivedRequest(
    DateTimeOffset Time,
    string Method,
    string Target,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    string? Json,
    string NetworkConnection);
