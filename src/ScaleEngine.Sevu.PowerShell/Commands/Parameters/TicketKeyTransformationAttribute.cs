using System.Collections;
using System.Management.Automation;
using ScaleEngine.Sevu.Commands.Output;

namespace ScaleEngine.Sevu.Commands.Parameters;

/// <summary>Takes text for a ticket's key, and of any other object its property Key or Ticket.</summary>
/// <remarks>PowerShell would turn a row of a CSV file that has no such column into the text <c>@{Name=…}</c>. The service
/// would answer that this ticket was never used, and nobody would notice.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TicketKeyTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ToKey(inputData);

    // Null is refused by the parameter itself, in PowerShell's own words.
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
