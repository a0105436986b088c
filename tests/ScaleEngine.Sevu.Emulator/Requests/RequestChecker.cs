using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using ScaleEngine.Sevu.Emulator.Responses;

namespace ScaleEngine.Sevu.Emulator.Requests;

/// <summary>Checks the common fields, the command, the account, the timestamp, the signature and the command's fields.</summary>
internal sealed class RequestChecker(EmulatorAccount account, TimeProvider clock)
{
    private const int MaxClockSkewSeconds = 300;

    private static readonly Failure s_unknownCommand = new(Failure.UnknownCommand, "The command is unknown.");

    private static readonly (string Name, Type Type)[] s_commonFields =
    [
        ("command", typeof(string)),
        ("api_key", typeof(string)),
        ("timestamp", typeof(long)),
        ("cdn", typeof(long)),
    ];

    /// <summary>The first error of the request, or null.</summary>
    /// <param name="request">The request.</param>
    /// <param name="find">Finds a command by its name; null if there is none.</param>
    public Failure? Check(SignedRequest request, Func<string, ServiceCommand?> find) =>
        CheckCommonFields(request.Fields)
        ?? (find(request.Command) is { } command ? Check(request, command) : s_unknownCommand);

    private Failure? Check(SignedRequest request, ServiceCommand command) =>
        CheckAccount(request)
        ?? CheckTimestamp(request)
        ?? CheckJsonFormat(request)
        ?? CheckSignature(request)
        ?? command.Check(request.Fields.Skip(s_commonFields.Length).SkipLast(1));

    private static Failure? CheckCommonFields(OrderedDictionary<string, object?> fields)
    {
        foreach ((int index, (string name, Type type)) in s_commonFields.Index())
        {
            if (!fields.TryGetValue(name, out object? value, out int position))
            {
                return new(Failure.WrongFields, $"The field '{name}' is missing.");
            }

            if (position != index)
            {
                return new(Failure.WrongFields, $"The field '{name}' is number {position + 1}, not {index + 1}.");
            }

            if (value?.GetType() != type)
            {
                string expected = type == typeof(string) ? "a string" : "an integer";
                return new(Failure.WrongFields, $"The field '{name}' is not {expected}.");
            }
        }

        return fields.GetAt(fields.Count - 1) is { Key: "signature", Value: string }
            ? null
            : new(Failure.WrongFields, "The last field is not 'signature', a string.");
    }

    private Failure? CheckAccount(SignedRequest request) =>
        (request.Cdn == account.CdnId || request.Cdn == EmulatorAccount.SecondCdnId) && request.ApiKey == account.ApiKey
            ? null
            : new(Failure.WrongAccount, "CDN authorization failed: 'cdn' or 'api_key' is not the account's.");

    private Failure? CheckTimestamp(SignedRequest request)
    {
        // The difference of two longs always fits a decimal.
        decimal ahead = (decimal)request.Timestamp - clock.GetUtcNow().ToUnixTimeSeconds();
        string side = ahead < 0 ? "behind" : "ahead of";
        return Math.Abs(ahead) <= MaxClockSkewSeconds
            ? null
            : new(Failure.WrongTimestamp, string.Create(
                CultureInfo.InvariantCulture, $"The timestamp is {Math.Abs(ahead)} s {side} the service's UTC clock."));
    }

    private static Failure? CheckJsonFormat(SignedRequest request) => PhpJsonChecker.FindDifference(request.Text) is { } difference
        ? new(Failure.WrongSignature, $"The JSON text is not what PHP's json_encode writes: {difference}.")
        : null;

    private Failure? CheckSignature(SignedRequest request)
    {
        // A quote inside a string is escaped and there is no white space, so the last match is the field itself.
        int end = request.Text.LastIndexOf(",\"signature\":\"", StringComparison.Ordinal);
        byte[] signed = Encoding.ASCII.GetBytes(request.Text[..end] + "}");
        byte[] secret = Encoding.ASCII.GetBytes(account.ApiSecret);
        return request.Signature == Convert.ToBase64String(HMACSHA256.HashData(secret, signed))
            ? null
            : new(Failure.WrongSignature, $"The signature is not that of the first {end} characters and a brace.");
    }
}
