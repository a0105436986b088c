using ScaleEngine.Sevu.Models;

namespace ScaleEngine.Sevu.Analysis;

/// <summary>Counts the names in the details of attempts.</summary>
internal interface IDetailNames
{
    /// <returns>How much more memory is needed, in units of about 64 bytes.</returns>
    int Add(AttemptDetails details, long count);
}
