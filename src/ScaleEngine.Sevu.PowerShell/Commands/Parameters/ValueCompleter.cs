using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Completes an argument from known values, each with a tooltip.</summary>
public abstract class ValueCompleter : IArgumentCompleter
{
    private protected ValueCompleter()
    {
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        return Values()
            .Where(value => value.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(value => new CompletionResult(
                Quoted(value.Text), DisplayText.ReplaceControlCharacters(value.Text), CompletionResultType.ParameterValue, value.About));
    }

    private protected abstract IEnumerable<(string Text, string About)> Values();

    private static string Quoted(string text)
        => text.All(character => char.IsLetterOrDigit(character) || character is '.' or '-' or '_' or '/') && char.IsLetter(text[0])
            ? text
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
