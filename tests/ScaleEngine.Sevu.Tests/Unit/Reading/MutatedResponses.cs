using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Reading;

/// <summary>Runs a check with whole responses, with each of them cut at every byte, and with many that were broken at random. The case with a number is
/// the same in every run.</summary>
internal static class MutatedResponses
{
    /// <param name="what">What the table calls them.</param>
    /// <param name="documents">The whole responses.</param>
    /// <param name="count">How many are broken at random.</param>
    /// <param name="check">Fails for a wrong object or a wrong end, and returns the end.</param>
    public static void Check(string what, string[] documents, int count, Func<byte[], Random, string> check)
    {
        SortedDictionary<string, int> ends = new(StringComparer.Ordinal);
        void Run(byte[] body, int seed)
        {
            string end;
            try
            {
                end = check(body, new Random(seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Case {seed}, {Convert.ToBase64String(body)}\n{Encoding.UTF8.GetString(body)}\n{failure.Message}", failure);
            }

            end = end.Split(' ')[0];
            ends[end] = ends.TryGetValue(end, out int before) ? before + 1 : 1;
        }

        foreach (byte[] document in documents.Select(Encoding.UTF8.GetBytes))
        {
            for (int length = 0; length <= document.Length; length++)
            {
                Run(document.AsSpan(0, length).ToArray(), length);
            }
        }

        for (int seed = 0; seed < count; seed++)
        {
            Random random = new(seed);
            Run(new ResponseMutator(random).Mutate(documents[random.Next(documents.Length)]), seed);
        }

        int total = ends.Values.Sum();
        Endurance.Record(what, $"{total:N0} cases, no wrong object, no wrong end; ends: {string.Join(", ", ends.OrderByDescending(end => end.Value).Take(8).Select(end => $"{end.Key} {(100.0 * end.Value) / total:0.#} %"))}");
        // Cases that all end in the same way would test little.
        Assert.InRange(ends["success"], total / 10, total * 3 / 4);
        Assert.InRange(ends.Count, 8, int.MaxValue);
    }
}
