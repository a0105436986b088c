using System;
using System.IO;
using System.Runtime.CompilerServices;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>How much the tests of the category Endurance do: little in a usual run, and in full with <c>build.ps1 -Task Endure</c>, which
/// prints what they measured as a table.</summary>
internal static class Endurance
{
    /// <summary>The category of these tests.</summary>
    public const string Category = nameof(Endurance);

    private static readonly string? Table = Environment.GetEnvironmentVariable("SEVU_ENDURANCE_TABLE");

    public static bool IsFull => !string.IsNullOrEmpty(Table);

    /// <param name="usual">The size in a usual run.</param>
    /// <param name="full">The size in full.</param>
    public static int Size(int usual, int full) => IsFull ? full : usual;

    /// <summary>Adds a row to the table of a full run.</summary>
    /// <param name="what">What was tried.</param>
    /// <param name="figure">How much of it, and what was measured.</param>
    public static void Record(string what, string figure)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {figure}");
        if (IsFull)
        {
            Append($"| {what} | {figure} |\n");
        }
    }

    [MethodImpl(MethodImplOptions.Synchronized)]
    private static void Append(string row) => File.AppendAllText(Table!, row);
}
