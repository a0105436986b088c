using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Http;
using ScaleEngine.Sevu.Emulator.Requests;
using ScaleEngine.Sevu.Emulator.Responses;

namespace ScaleEngine.Sevu.Emulator;

/// <summary>A field of one command.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Required">Whether a request must have the field.</param>
/// <param name="IsValid">Checks a value of the request: a string, an integer as long, or null for any other type.</param>
/// <param name="ErrorText">Describes an invalid value: the end of "The field 'x' is …".</param>
internal sealed record FieldRule(string Name, bool Required, Func<object?, bool> IsValid, string ErrorText);

/// <summary>A command that the emulator knows.</summary>
/// <param name="Name">The command's name.</param>
/// <param name="Fields">The only fields that it takes besides the common ones; null if it takes any.</param>
/// <param name="Respond">Gives the response to a valid request.</param>
internal sealed record ServiceCommand(
    string Name, IReadOnlyList<FieldRule>? Fields, Func<SignedRequest, RequestDelegate> Respond)
{
    /// <param name="fields">The request's fields without the common ones.</param>
    /// <returns>The first error, or null.</returns>
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

            if (!field.IsValid(value))
            {
                return new(Failure.WrongFields, $"The field '{name}' is {field.ErrorText}.");
            }
        }

        return missing is [string first, ..] ? new(Failure.WrongFields, $"The field '{first}' is missing.") : null;
    }
}
