using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Text;
using System.Text.Json;
using System.Threading;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Tests.Support;
using ScaleEngine.Sevu.Tests.Unit.Reading;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

/// <summary>What <see cref="MutatedResponseTests"/> does, with the objects of <c>Invoke-SevuCommand</c>.</summary>
[Trait("Category", Endurance.Category)]
public sealed class MutatedCommandResponseTests : IDisposable
{
    private static readonly string[] Documents =
    [
        """{"code":"0100","status":"success","message":"queued","handle_time":0.0102,"usage":{"bytes":123456789012,"hours":0.5,"days":[{"day":"2026-01-02","bytes":-1},{"day":"2026-01-03","bytes":1.5e+21}],"empty":[],"none":null,"live":true,"name":"\u00e9t\u00e9\/\ud83c\udfac"}}""",
        """{"status":"success","key":"a.b","pass":"p\u00e4ss","ip":"0.0.0.0\/0","uses":"1000","active":"1","ticket":{"pass":["one",2,{"x":true}],"PASS":null}}""",
        """{ "status" : "success", "2" : [ 1, [ 2, [ ] ], { } ], "x" : 1 }""",
    ];

    private readonly SevuConnection _connection = Samples.Connection();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void A_broken_response_to_a_command_never_gives_a_wrong_value_or_a_wrong_end()
        => MutatedResponses.Check("Broken responses to Invoke-SevuCommand", Documents, Endurance.Size(2000, 200_000), Check);

    private string Check(byte[] body, Random random)
    {
        Reference expected = new(body);
        using MemoryStream copy = new();
        string? value = null;
        string end = new MutatedResponse(_connection, body, random).Read(
            reader =>
            {
                bool hasFields = reader.ReadToEnd();
                reader.EnsureSuccess(hasFields);
                copy.Position = 0;
                value = Describe(new ResponseObject(copy, text => text, CancellationToken.None).Read());
            },
            expected.IsMalformed,
            copy,
            out string? warning);
        Assert.Equal($"{expected.Value}\nend: {expected.End}\nwarning: {(expected.IsWhole ? expected.Warning : null)}", $"{value}\nend: {end}\nwarning: {(expected.IsWhole ? warning : null)}");
        return end;
    }

    private static string Describe(object? value) => value switch
    {
        null => "null",
        PSObject item => $"{{{string.Join(",", item.Properties.Select(property => $"{property.Name.Length}:{property.Name}={Describe(property.Value)}"))}}}",
        object?[] items => $"[{string.Join(",", items.Select(Describe))}]",
        SecureString secret => $"secret {Samples.Plain(secret).Length}:{Samples.Plain(secret)}",
        string text => $"text {text.Length}:{text}",
        double number => "double " + number.ToString("R", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.GetType().Name} {value}"),
    };

    /// <summary>The object that is expected.</summary>
    private sealed class Reference : ReferenceResponse
    {
        // What PowerShell's objects have already.
        private static readonly string[] Reserved = ["psobject", "psbase", "psadapted", "psextended", "pstypenames", "ShownResponse"];

        public Reference(byte[] body)
            : base(body)
        {
            // All of them, for code and status.
            bool hasFields = Fields().ToArray().Length > 0;
            End = EndOf(hasFields, defect: false);
            if (End == "success")
            {
                Value = HasOnlyUsualNames(Root) ? Describe(Root) : null;
                End = Value is null ? "Sevu.UnexpectedShape" : End;
            }
        }

        public new string End { get; }

        public string? Value { get; }

        private static bool HasOnlyUsualNames(ReferenceJson value)
        {
            string[] names = [.. value.Members.Select(member => member.Name).OfType<string>()];
            return names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Length
                && names.All(name => name.Length > 0 && !Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
                && value.Members.All(member => IsSecret(member.Name) || HasOnlyUsualNames(member.Value));
        }

        private static bool IsSecret(string? name) => string.Equals(name, "pass", StringComparison.OrdinalIgnoreCase);

        private static string Describe(ReferenceJson value) => value.Kind switch
        {
            JsonTokenType.Null => "null",
            JsonTokenType.StartObject => $"{{{string.Join(",", value.Members.Select(member => $"{member.Name!.Length}:{member.Name}={(IsSecret(member.Name) ? DescribeSecret(member.Value) : Describe(member.Value))}"))}}}",
            JsonTokenType.StartArray => $"[{string.Join(",", value.Members.Select(member => Describe(member.Value)))}]",
            JsonTokenType.String => $"text {value.Text!.Length}:{value.Text}",
            JsonTokenType.Number => DescribeNumber(value.Text!),
            _ => value.Text == "true" ? "Boolean True" : "Boolean False",
        };

        private static string DescribeSecret(ReferenceJson value) => value.Kind == JsonTokenType.Null ? "null"
            : value.IsContainer ? $"[{string.Join(",", value.Scalars.Select(Secret))}]"
            : Secret(value.Text!);

        private static string Secret(string text) => $"secret {text.Length}:{text}";

        private static string DescribeNumber(string written)
        {
            Utf8JsonReader reader = new(Encoding.ASCII.GetBytes(written));
            reader.Read();
            return reader.TryGetInt64(out long integer)
                ? string.Create(CultureInfo.InvariantCulture, $"Int64 {integer}")
                : "double " + reader.GetDouble().ToString("R", CultureInfo.InvariantCulture);
        }
    }
}
