using System.Collections;
using System.Security;

namespace ScaleEngine.Sevu.Requests;

/// <summary>A command of the service with its fields, in the order in which they are sent.</summary>
internal sealed record SevuRequest(string Command, IReadOnlyList<KeyValuePair<string, object?>> Fields)
{
    /// <summary>All secrets in the fields' values, including nested ones.</summary>
    public IEnumerable<SecureString> Secrets => SecretsIn(Fields.Select(pair => pair.Value));

    private static IEnumerable<SecureString> SecretsIn(IEnumerable values) => values.Cast<object?>().SelectMany(value => value switch
    {
        SecureString secret => [secret],
        string => [],
        IDictionary map => SecretsIn(map.Values),
        IEnumerable list => SecretsIn(list),
        _ => [],
    });
}
