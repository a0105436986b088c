using System.Text;

namespace ScaleEngine.Sevu.Reading;

/// <summary>The names of an attempt's fields, in the order in which the service writes them.</summary>
internal static class AttemptFields
{
    public const int Key = 0;
    public const int Time = 1;
    public const int IPAddress = 2;
    public const int Video = 3;
    public const int App = 4;
    public const int AppInstance = 5;
    public const int PageUrl = 6;
    public const int ReferrerUrl = 7;
    public const int Success = 8;
    public const int Reason = 9;
    public const int Server = 10;
    public const int Count = 11;
    public const int Unknown = -1;
    public const int None = -2;

    public static readonly string[] Names =
        ["key", "datetime", "ip", "video", "app", "appinst", "pageurl", "refurl", "success", "reason", "server"];

    private static readonly byte[][] Written = [.. Names.Select(name => Encoding.ASCII.GetBytes($"\"{name}\":"))];

    /// <summary>Reads the next name of an attempt.</summary>
    /// <param name="json">The JSON reader, in the attempt.</param>
    /// <param name="expected">The field that comes next if the order is the usual one.</param>
    /// <returns>The field; <see cref="Unknown"/> for any other name; <see cref="None"/> at the end of the attempt.</returns>
    public static int Read(JsonPullReader json, int expected)
    {
        if (expected < Count && json.TryReadName(Written[expected]))
        {
            return expected;
        }

        json.Read();
        return json.Token == JsonToken.PropertyName ? Array.IndexOf(Names, json.Text) : None;
    }
}
