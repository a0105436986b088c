using System;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ScaleEngine.Sevu.Emulator.Responses;

/// <summary>A failure or an odd response that a client requests with a ticket key.</summary>
/// <param name="Name">The ticket key, or its part before the number.</param>
/// <param name="Number">The placeholder of the number at the end of the key, such as <c>MS</c>; empty if there is none.</param>
/// <param name="Effect">Describes the response.</param>
/// <param name="Respond">Gives the response for a key and its number.</param>
internal sealed record Fault(string Name, string Number, string Effect, Func<string, int, RequestDelegate> Respond)
{
    /// <summary>The form of the key, such as <c>emulator.delay.MS</c>.</summary>
    public string Pattern => Number.Length == 0 ? Name : $"{Name}.{Number}";

    /// <summary>The response for a ticket key, or null if the key does not request this fault.</summary>
    public RequestDelegate? ResponseFor(string key)
    {
        if (Number.Length == 0)
        {
            return key == Name ? Respond(key, 0) : null;
        }

        string prefix = Name + ".";
        return key.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(key[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? Respond(key, number)
            : null;
    }
}
