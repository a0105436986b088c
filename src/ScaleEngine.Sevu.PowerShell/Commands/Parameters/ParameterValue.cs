using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Net;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>What parameters have in common that take values of any type.</summary>
internal static class ParameterValue
{
    /// <returns>The value without PowerShell's wrapper; null if there is none.</returns>
    public static object? Unwrap(object? input)
        => input == AutomationNull.Value ? null : input is PSObject wrapped ? wrapped.BaseObject : input;

    /// <returns>Text, and numbers and the like as text; null for objects, whose text may be anything.</returns>
    public static string? ToText(object? input)
    {
        object? value = Unwrap(input);
        bool isSingle = value is string or Guid or IPAddress or char or sbyte or byte or short or ushort or int or uint or long or ulong
            or float or double or decimal;
        // The wrapper knows how a number was typed: 5e3 is not 5000.
        return isSingle ? LanguagePrimitives.ConvertTo<string>(input) : null;
    }

    /// <returns>What errors call the value. The text of an object is not shown: it may contain a password.</returns>
    public static string Describe(object value)
        => DisplayText.Excerpt(ToText(value) ?? (value is bool ? $"${value}" : value.GetType().Name));

    /// <summary>Reads an object of the user's, whose code may throw anything.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="errorText">The error, with the type of the exception as <c>{0}</c>. The exception's message is not shown: it
    /// may be of any length, and show a password.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It cannot be read.</exception>
    public static T Read<T>(Func<T> read, string errorText)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is not (ArgumentTransformationMetadataException or PipelineStoppedException))
        {
            string type = failure.GetBaseException().GetType().Name;
            throw new ArgumentTransformationMetadataException(DisplayText.Format(errorText, type));
        }
    }
}
