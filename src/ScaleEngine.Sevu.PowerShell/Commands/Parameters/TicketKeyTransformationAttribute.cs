using System.Collections;
using System.Management.Automation;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Accepts strings and numbers as ticket keys, takes the property Key or Ticket of other objects, and does so with each
/// item of a list.</summary>
/// <remarks>PowerShell would convert a CSV row without such a column to the string <c>@{Name=…}</c>, and the service would
/// report that this ticket was never used.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TicketKeyTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ToKey(inputData);

    // Parameter binding reports null in PowerShell's own words.
    private static object? ToKey(object? input)
    {
        switch (input is PSObject wrapped ? wrapped.BaseObject : input)
        {
            case null or string or (ValueType and IConvertible):
                return input;
            case IList list:
                return list.Cast<object?>().Select(ToKey).ToArray();
        }

        PSMemberInfoCollection<PSPropertyInfo> properties = PSObject.AsPSObject(input).Properties;
        PSPropertyInfo? key = properties["Key"] ?? properties["Ticket"];
        return key is null ? throw new ArgumentTransformationMetadataException(CommandTexts.KeyIsNotText) : key.Value;
    }
}
