using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator.Requests;
using ScaleEngine.Sevu.Emulator.Responses;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>A command's own field.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="IsRight">Whether a value of the request is right: text, an integer as long, or null for any other.</param>
/// <param name="Wrong">What one that is not right is, in a message.</param>
internal sealed record FieldRule(string Name, bool Required, Func<object?, bool> IsRight, string Wrong);

/// <summary>A command that the emulator knows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fields">Its own fields, and there are no others; null for any.</param>
/// <param name="Answer">The answer for a request that was checked.</param>
internal sealed record ServiceCommand(
    string Name, IReadOnlyList<FieldRule>? Fields, Func<SignedRequest, RequestDelegate> Answer)
{
    /// <param name="fields">What the request has beside the common fields.</param>
    /// <returns>The first thing that is wrong, or null.</returns>
    public Failure? Check(IEnumerable<KeyValuePair<string, object?>> fields)
    {
        if (Fields is null)
        {
            return null;
        }

        var missing = Fields.Where(rule => rule.Required).Select(rule => rule.Name).ToList();
        foreach ((string name, object? value) in fields)
        {
            missing.Remove(name);
            if (Fields.FirstOrDefault(rule => rule.Name == name) is not { } field)
            {
                return new(Failure.WrongFields, $"The command has no field '{name}'.");
            }

            if (!field.IsRight(value))
            {
                return new(Failure.WrongFields, $"The field '{name}' is {field.Wrong}.");
            }
        }

        return missing is [string first, ..] ? new(Failure.WrongFields, $"The field '{first}' is missing.") : null;
    }
}
