using System;
using System.Collections.Generic;

namespace ScaleEngine.Sevu.Emulator.Requests;

/// <summary>A request as it arrived, right or wrong.</summary>
/// <param name="Time">When it had arrived, by the emulator's clock, UTC.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">The request line's target as sent: a path, or a whole URL where a proxy was meant.</param>
/// <param name="Path">The decoded path.</param>
/// <param name="Headers">The headers, by name whatever its case; repeated ones joined by a comma.</param>
/// <param name="Json">The form's field <c>json</c>, exactly; null unless it was a POST of that field alone.</param>
public sealed record ReceivedRequest(
    DateTimeOffset Time,
    string Method,
    string Target,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    string? Json);
