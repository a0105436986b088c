using System;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ScaleEngine.Sevu.Emulator.Responses;

/// <summary>Trouble that a ticket key asks for.</summary>
/// <param name="Name">The key, or the part of it before the number.</param>
/// <param name="Number">What the key ends with, as the table prints it: empty, or a number's name.</param>
/// <param name="Effect">What happens, in a sentence.</param>
/// <param name="Answer">The answer for the whole key and its number.</param>
internal sealed record Fault(string Name, string Number, string Effect, Func<string, int, RequestDelegate> Answer)
{
    /// <summary>How the key is written.</summary>
    public string Pattern => Number.Length == 0 ? Name : $"{Name}.{Number}";

    /// <summary>The answer for a ticket key, or null where the key asks for something else.</summary>
    public RequestDelegate? AnswerTo(string key)
    {
        if (Number.Length == 0)
        {
            return key == Name ? Answer(key, 0) : null;
        }

        string start = Name + ".";
        return key.StartsWith(start, StringComparison.Ordinal)
            && int.TryParse(key[start.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? Answer(key, number)
            : null;
    }
}
