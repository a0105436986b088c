using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using ScaleEngine.Sevu.Tests.Support;
using static ScaleEngine.Sevu.Tests.EndToEnd.Wire.Peer;
using static ScaleEngine.Sevu.Tests.EndToEnd.Wire.Row;

namespace ScaleEngine.Sevu.Tests.EndToEnd.Wire;

/// <summary>Faults on the wire and what comes of them: a row is a line.</summary>
internal static class FaultTable
{
    private const string Network = "Sevu.Network";
    private const string Incomplete = "Sevu.Incomplete";
    private const string Timeout = "Sevu.Timeout";
    private const string Encoding = "Sevu.InvalidEncoding";
    private const string NotJson = "Sevu.NotJson";
    private const string Empty = "Sevu.EmptyResponse";
    private const string TooLarge = "Sevu.ResponseTooLarge";
    private const string Untrusted = "Sevu.Tls";

    /// <summary>A response to any command, with two attempts and the key of a ticket as its last field.</summary>
    private const string Good = """{"code":2101,"status":"success","message":"{json}","attempts":[{"server":"a"},{"server":"b"}],"key":"k"}""";
    private const string OneAttempt = """{"code":2101,"status":"success","attempts":[{"server":"a"},{"server":""";
    private const string Short = """{"code":2101,"attempts":[{},{}],"key":"k"}""";

    private const string Ok = "HTTP/1.1 200 OK\r\nX-Request: {echo}\r\n";
    private const string Sized = Ok + "Content-Length: {length}\r\n\r\n";
    private const string ToClose = Ok + "Connection: close\r\n\r\n";
    private const string Chunked = Ok + "Transfer-Encoding: chunked\r\n\r\n";
    private const string Gzipped = Ok + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n";
    private const string None = "Content-Length: 0\r\n\r\n";

    // A gzip header; an empty block of deflate that is not the last.
    private const string GzipBegin = "\u001f\u008b\u0008\0\0\0\0\0\0\u00ff";
    private const string EmptyBlock = "\0\0\0\u00ff\u00ff";

    public static IReadOnlyList<Row> Heads { get; } =
    [
        Ends("closes before the status line", Close(""), Network),
        Ends("resets before the status line", Reset(""), Network),
        Hangs("stalls before the status line", Stall(""), Timeout),
        Ends("closes in the status line", Close("HTTP/1.1 2"), Network),
        Ends("resets in the status line", Reset("HTTP/1.1 2"), Network),
        Hangs("stalls in the status line", Stall("HTTP/1.1 2"), Timeout),
        Hangs("drips an endless status line", Drip("HTTP/1.1 200 ", "O"), Timeout),
        Ends("closes after the status line", Close("HTTP/1.1 200 {echo}\r\n"), Network),
        Ends("closes in a header", Close(Ok + "Content-Le"), Network),
        Ends("resets in a header", Reset(Ok + "Content-Le"), Network),
        Hangs("stalls in a header", Stall(Ok + "Content-Le"), Timeout),
        Hangs("drips endless headers", Drip(Ok, "X: y\r\n"), Timeout),
        Ends("closes between headers and body", Close(Ok + "Content-Length: 50\r\n\r\n"), Incomplete),
        Ends("resets between headers and body", Reset(Ok + "Content-Length: 50\r\n\r\n"), Incomplete),
        Hangs("stalls between headers and body", Stall(Ok + "Content-Length: 50\r\n\r\n"), Timeout),
        Ends("an endless status line", Endless("HTTP/1.1 200 ", "O"), Network),
        Ends("an endless header", Endless(Ok + "X: ", "y"), Network),
        Ends("endless headers", Endless(Ok, "X: y\r\n"), Network),
        Ends("very many headers", Close(Ok + Many(9000, "X: {0}\r\n") + None), Network),
        Ends("many headers", Close(Ok + Many(500, "X: {0}\r\n") + "Connection: close\r\n\r\n" + Good), Whole, 2),
        Ends("garbage instead of a head", Close("\0\u0001\u00ff{echo}\u001b[31m\r\n\r\n"), Network),
        Ends("the request instead of a head", Close("{echo}\r\n\r\n"), Network),
        Ends("garbage before the head", Close("garbage\r\n" + ToClose + Good), Network),
        Ends("empty lines before the head", Close("\r\n\r\n" + ToClose + Good), Network),
        Ends("HTTP/0.9", Close(Good), Network),
        Ends("the preface of HTTP/2", Close("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Network),
        Ends("the settings of HTTP/2", Close("\0\0\0\u0004\0\0\0\0\0"), Network),
        Ends("HTTP/1.0", Close("HTTP/1.0 200 OK\r\n\r\n" + Good), Whole, 2),
        Ends("HTTP/1.0 with a length", Close("HTTP/1.0 200 OK\r\nContent-Length: {length}\r\n\r\n" + Good), Whole, 2),
        Ends("HTTP/2.0 in the status line", Close("HTTP/2.0 200 OK\r\nConnection: close\r\n\r\n" + Good), Network),
        Ends("ICY", Close("ICY 200 OK\r\nConnection: close\r\n\r\n" + Good), Network),
        Ends("no reason", Close("HTTP/1.1 200\r\nConnection: close\r\n\r\n" + Good), Whole, 2),
        Ends("a status of two digits", Close("HTTP/1.1 20 OK\r\nConnection: close\r\n\r\n" + Good), Network),
        Ends("a status of four digits", Close("HTTP/1.1 2000 OK\r\nConnection: close\r\n\r\n" + Good), Network),
        Ends("a status of letters", Close("HTTP/1.1 ok {echo}\r\nConnection: close\r\n\r\n" + Good), Network),
        Ends("lines that end with LF", Close("HTTP/1.1 200 OK\nConnection: close\n\n" + Good), Whole, 2),
        Ends("lines that end with CR", Close("HTTP/1.1 200 OK\rConnection: close\r\r" + Good), Network),
        Ends("a header in two lines", Close(Ok + "X: a\r\n {echo}\r\nConnection: close\r\n\r\n" + Good), Whole, 2),
        Ends("a header without a colon", Close("HTTP/1.1 200 OK\r\n{line}\r\n\r\n" + Good), Network),
        Ends("the request as a header", Close("HTTP/1.1 200 OK\r\n{echo}\r\n\r\n"), Network),
        Ends("the form as a header", Close("HTTP/1.1 200 OK\r\n{form}\r\n\r\n"), Network),
        Ends("a header without a name", Close("HTTP/1.1 200 OK\r\n: {echo}\r\n\r\n" + Good), Network),
        Ends("a header with a space in its name", Close("HTTP/1.1 200 OK\r\nX {line}: a\r\n\r\n" + Good), Network),
        Ends("control characters in a header", Close("HTTP/1.1 200 OK\r\nX: \u001b[31m\u0001{echo}\r\n\r\n"), Empty),
        Ends("NUL in a header", Close("HTTP/1.1 200 OK\r\nX: \0{echo}\r\n\r\n"), Empty),
        Ends("100", Close("HTTP/1.1 100 Continue\r\n\r\n" + ToClose + Good), Whole, 2),
        Ends("103", Close("HTTP/1.1 103 Early Hints\r\nLink: {echo}\r\n\r\n" + ToClose + Good), Whole, 2),
        Ends("many responses 1xx", Close(Many(500, "HTTP/1.1 102 Processing\r\n\r\n") + ToClose + Good), Whole, 2),
        Hangs("drips endless responses 1xx", Drip("", "HTTP/1.1 100 Continue\r\n\r\n"), Timeout),
        Ends("closes after 100", Close("HTTP/1.1 100 Continue\r\n\r\n"), Network),
        Hangs("stalls after 100", Stall("HTTP/1.1 100 Continue\r\n\r\n"), Timeout),
        Ends("101", Close("HTTP/1.1 101 {echo}\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n"), "Sevu.Http.101"),
    ];

    public static IReadOnlyList<Row> Lengths { get; } =
    [
        Ends("a length that is too small", Close(Ok + "Content-Length: {length-5}\r\n\r\n" + Good), Incomplete, 2),
        Ends("a length that is smaller than an attempt", Close(Ok + "Content-Length: 60\r\n\r\n" + Short + Short), Whole, 2),
        Ends("a length that is too large", Close(Ok + "Content-Length: {length+9}\r\n\r\n" + Good), Incomplete, 2) with { KeyArrives = true },
        Hangs("a length that is too large, then stalls", Stall(Ok + "Content-Length: {length+9}\r\n\r\n" + Good), Incomplete, 2) with { KeyArrives = true },
        Ends("a huge length", Close(Ok + "Content-Length: 9223372036854775807\r\n\r\n" + Good), Incomplete, 2) with { KeyArrives = true },
        Ends("a length beyond 64 bits", Close(Ok + "Content-Length: 99999999999999999999\r\n\r\n" + Good), Whole, 2),
        Ends("a negative length", Close(Ok + "Content-Length: -5\r\n\r\n" + Good), Whole, 2),
        Ends("no number as a length", Close(Ok + "Content-Length: {echo}\r\n\r\n" + Good), Whole, 2),
        Ends("an empty length", Close(Ok + "Content-Length: \r\n\r\n" + Good), Whole, 2),
        Ends("a length in hexadecimal", Close(Ok + "Content-Length: 0x99\r\n\r\n" + Good), Whole, 2),
        Ends("a length with a sign", Close(Ok + "Content-Length: +{length}\r\n\r\n" + Good), Whole, 2),
        Ends("a list of lengths", Close(Ok + "Content-Length: {length}, {length}\r\n\r\n" + Good), Whole, 2),
        Ends("the same length twice", Close(Ok + "Content-Length: {length}\r\nContent-Length: {length}\r\n\r\n" + Good), Whole, 2),
        Ends("two lengths, the first too small", Close(Ok + "Content-Length: {length-5}\r\nContent-Length: {length}\r\n\r\n" + Good), Incomplete, 2),
        Ends("two lengths, the second too small", Close(Ok + "Content-Length: {length}\r\nContent-Length: {length-5}\r\n\r\n" + Good), Whole, 2),
        Ends("the length 0 before a body", Close(Ok + "Content-Length: 0\r\n\r\n" + Good), Empty),
        Ends("chunks and a length", Close(Ok + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunk(Short) + "0\r\n\r\n"), Whole, 2),
        Ends("chunks, twice said", Close(Ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunk(Short) + "0\r\n\r\n"), Whole, 2),
        Ends("chunks in chunks", Close(Ok + "Transfer-Encoding: chunked, chunked\r\n\r\n" + Chunk(Chunk(Short) + "0\r\n\r\n") + "0\r\n\r\n"), NotJson),
        Ends("chunks of gzip", Close(Ok + "Transfer-Encoding: gzip, chunked\r\n\r\n" + Chunk(Gzip(Short)) + "0\r\n\r\n"), NotJson),
        Ends("said to be chunks, but is none", Close(Chunked + Good), Incomplete),
        Ends("chunks, but not said so", Close(ToClose + Chunk(Short) + "0\r\n\r\n"), NotJson),
        Ends("an unknown transfer encoding", Close(Ok + "Transfer-Encoding: {key}\r\n\r\n" + Good), Whole, 2),
        Ends("the transfer encoding identity", Close(Ok + "Transfer-Encoding: identity\r\n\r\n" + Good), Whole, 2),
    ];

    public static IReadOnlyList<Row> Chunks { get; } =
    [
        Ends("small chunks", Close(Chunked + string.Concat(Short.Chunk(3).Select(part => Chunk(new string(part)))) + "0\r\n\r\n"), Whole, 2),
        Ends("closes before a chunk size", Close(Chunked), Incomplete),
        Ends("closes in a chunk size", Close(Chunked + "1"), Incomplete),
        Hangs("stalls in a chunk size", Stall(Chunked + "1"), Timeout),
        Hangs("drips an endless chunk size", Drip(Chunked, "0"), Never),
        Ends("closes after a chunk size", Close(Chunked + "1f\r\n"), Incomplete),
        Ends("closes in a chunk", Close(Chunked + "ff\r\n" + OneAttempt), Incomplete, 1),
        Ends("resets in a chunk", Reset(Chunked + "ff\r\n" + OneAttempt), Incomplete, 1),
        Hangs("stalls in a chunk", Stall(Chunked + "ff\r\n" + OneAttempt), Incomplete, 1),
        Ends("closes after a chunk", Close(Chunked + Chunk(OneAttempt)), Incomplete, 1),
        Ends("resets after a chunk", Reset(Chunked + Chunk(OneAttempt)), Incomplete, 1),
        Hangs("stalls after a chunk", Stall(Chunked + Chunk(OneAttempt)), Incomplete, 1),
        Ends("closes before the last chunk", Close(Chunked + Chunk(Short)), Incomplete, 2) with { KeyArrives = true },
        Hangs("stalls before the last chunk", Stall(Chunked + Chunk(Short)), Incomplete, 2) with { KeyArrives = true },
        Ends("closes in the last chunk", Close(Chunked + Chunk(Short) + "0\r"), Incomplete, 2) with { KeyArrives = true },
        Ends("resets in the last chunk", Reset(Chunked + Chunk(Short) + "0\r"), Incomplete, 2) with { KeyArrives = true },
        Hangs("stalls in the last chunk", Stall(Chunked + Chunk(Short) + "0\r"), Incomplete, 2) with { KeyArrives = true },
        Ends("closes before the trailers", Close(Chunked + Chunk(Short) + "0\r\n"), Incomplete, 2) with { KeyArrives = true },
        Ends("closes in a trailer", Close(Chunked + Chunk(Short) + "0\r\nX: {echo}"), Incomplete, 2) with { KeyArrives = true },
        Ends("resets in a trailer", Reset(Chunked + Chunk(Short) + "0\r\nX: {echo}"), Incomplete, 2) with { KeyArrives = true },
        Hangs("stalls in a trailer", Stall(Chunked + Chunk(Short) + "0\r\nX: {echo}"), Incomplete, 2) with { KeyArrives = true },
        Ends("trailers", Close(Chunked + Chunk(Short) + "0\r\nX: {echo}\r\nContent-Length: 1\r\n\r\n"), Whole, 2),
        Ends("endless trailers", Endless(Chunked + Chunk(Short) + "0\r\n", "X: y\r\n"), Incomplete, 2) with { KeyArrives = true },
        Ends("a trailer that repeats the request", Close(Chunked + Chunk(Short) + "0\r\n{line}\r\n\r\n"), Incomplete),
        Ends("a chunk size that repeats the request", Close(Chunked + "{line}\r\n"), Incomplete),
        Ends("a chunk size with the request behind it", Close(Chunked + "5 x{line}\r\n"), Incomplete),
        Ends("a chunk with the request behind it", Close(Chunked + "5\r\n{\"a\":{line}\r\n"), Incomplete),
        Ends("a chunk with more of it behind it", Close(Chunked + "1\r\n{{line}\r\n"), Incomplete),
        Ends("a chunk with a trailer behind it", Close(Chunked + "7\r\n{\"a\":1,\r\n0\r\n{line}\r\n\r\n"), Incomplete),
        Ends("a chunk size too small", Close(Chunked + "9\r\n" + Short + "\r\n0\r\n\r\n"), Incomplete),
        Ends("a chunk size too large", Close(Chunked + "ff\r\n" + Short + "\r\n0\r\n\r\n"), Whole, 2),
        Ends("a negative chunk size", Close(Chunked + "-5\r\n" + Short), Incomplete),
        Ends("an empty chunk size", Close(Chunked + "\r\n" + Short), Incomplete),
        Ends("a chunk size in letters", Close(Chunked + "zz\r\n" + Short), Incomplete),
        Ends("a chunk size with 0x", Close(Chunked + "0x2a\r\n" + Short), Incomplete),
        Ends("a chunk size beyond 64 bits", Close(Chunked + "ffffffffffffffffff\r\n" + Short), Incomplete),
        Ends("a huge chunk size", Close(Chunked + "7fffffffffffffff\r\n" + OneAttempt), Incomplete, 1),
        Ends("a chunk extension", Close(Chunked + "2a;a=\"{json}\"\r\n" + Short + "\r\n0;b\r\n\r\n"), Whole, 2),
        Ends("an endless chunk extension", Endless(Chunked + "2a;a=", "x"), Incomplete),
        Ends("chunks that end with LF", Close(Chunked + "2a\n" + Short + "\n0\n\n"), Whole, 2),
    ];

    public static IReadOnlyList<Row> Bodies { get; } =
    [
        Ends("closes in the name of a field", Close(ToClose + "{\"code\":2101,\"att"), Incomplete),
        Ends("closes in an attempt", Close(ToClose + OneAttempt), Incomplete, 1),
        Ends("resets in an attempt", Reset(ToClose + OneAttempt), Incomplete, 1),
        Hangs("stalls in an attempt", Stall(ToClose + OneAttempt), Incomplete, 1),
        Ends("closes between attempts", Close(ToClose + OneAttempt[..^10]), Incomplete, 1),
        Ends("closes before the last brace", Close(ToClose + Good[..^1]), Incomplete, 2) with { KeyArrives = true },
        Ends("closes before the key", Close(ToClose + Good[..^9]), Incomplete, 2),
        Ends("resets after the last brace", Reset(ToClose + Good), Incomplete, 2) with { KeyArrives = true },
        Hangs("stalls after the last brace", Stall(ToClose + Good), Incomplete, 2) with { KeyArrives = true },
        Hangs("drips after the last brace", Drip(ToClose + Good, " "), Never),
        Hangs("drips an endless attempt", Drip(ToClose + OneAttempt + "\"", "x"), Never),
        Ends("comes byte by byte", Slowly(ToClose + Good), Whole, 2),
        Ends("text behind the body", Close(ToClose + Good + "{echo}"), Whole, 2),
        Ends("the form behind the body", Close(ToClose + Good + "{form}"), Whole, 2),
        Ends("a second answer in the body", Close(ToClose + Good + ToClose + Good), Whole, 2),
        Ends("a second answer behind the body", Close(Ok + "Content-Length: 42\r\n\r\n" + Short + Sized + Good), Whole, 2),
        Ends("an answer before the request", Early(ToClose + Good), Whole, 2),
        Ends("a body of spaces", Close(ToClose + Many(1000, " \r\n")), Empty),
        Hangs("an endless body of spaces", Endless(ToClose, " "), Never) with { WholeId = TooLarge },
        Hangs("endless fields", Endless(ToClose + "{\"a\":[", "1,"), Never) with { WholeId = TooLarge },
        Ends("an endless string", Endless(ToClose + "{\"message\":\"", "x"), TooLarge),
        Ends("a body of NULs", Close(ToClose + Many(1000, "\0")), NotJson),
        Ends("an unknown charset", Close(Ok + "Content-Type: application/json; charset={key}\r\nConnection: close\r\n\r\n" + Good), Whole, 2),
        Ends("no content type", Close(Ok + "Content-Type: {echo}\r\nConnection: close\r\n\r\nx"), NotJson),
        Ends("bytes that are not UTF-8", Close(ToClose + "{\"code\":2101,\"attempts\":[{\"server\":\"\u00ff\u00c0\u00af\"}],\"key\":\"k\"}"), Whole, 1),
        Ends("UTF-16", Close(ToClose + Utf16(Short)), NotJson),
        Ends("UTF-16 with its mark", Close(ToClose + "\u00ff\u00fe" + Utf16(Short)), NotJson),
        Ends("a failure that repeats the request", Close(ToClose + "{\"code\":6,\"message\":[\"{json}\"]}"), "Sevu.0006"),
        Ends("a failure that repeats the form", Close(ToClose + "{\"code\":6,\"message\":[\"{form}\"]}"), "Sevu.0006"),
        Ends("a failure in pieces", Close(ToClose + "{\"code\":6,\"message\":\"{json}\",\"att"), "Sevu.0006"),
        Ends("a failure with a success before it", Close(ToClose + "{\"code\":2101,\"attempts\":[{}],\"code\":6}"), "Sevu.0006", 1),
    ];

    public static IReadOnlyList<Row> Statuses { get; } =
    [
        Ends("203", Close("HTTP/1.1 203 {echo}\r\nConnection: close\r\n\r\n" + Good), Whole, 2),
        Ends("204", Close("HTTP/1.1 204 {echo}\r\n\r\n"), Empty),
        Ends("204 with a body", Close("HTTP/1.1 204 {echo}\r\nContent-Length: {length}\r\n\r\n" + Good), Empty),
        Ends("205", Close("HTTP/1.1 205 {echo}\r\n" + None), Empty),
        Ends("205 with a body", Close("HTTP/1.1 205 {echo}\r\nContent-Length: {length}\r\n\r\n" + Good), Whole, 2),
        Ends("206", Close("HTTP/1.1 206 {echo}\r\nContent-Range: bytes 0-9/99\r\nContent-Length: 70\r\n\r\n" + OneAttempt), Incomplete, 1),
        Ends("300", Close("HTTP/1.1 300 {echo}\r\n" + None), "Sevu.Http.300"),
        Ends("301", Close("HTTP/1.1 301 {echo}\r\nLocation: http://user:hidden-word@x/{echo}\r\n" + None), "Sevu.Http.301"),
        Ends("302", Close("HTTP/1.1 302 {echo}\r\nLocation: {echo}\r\n" + None), "Sevu.Http.302") with { Says = "redirect" },
        Ends("302 without a target", Close("HTTP/1.1 302 {echo}\r\n" + None), "Sevu.Http.302"),
        Ends("302 to nowhere", Close("HTTP/1.1 302 {echo}\r\nLocation: \u0001//[\r\n" + None), "Sevu.Http.302"),
        Ends("303", Close("HTTP/1.1 303 {echo}\r\nLocation: /\r\n" + None), "Sevu.Http.303"),
        Ends("304", Close("HTTP/1.1 304 {echo}\r\n\r\n"), "Sevu.Http.304"),
        Ends("304 with a body", Close("HTTP/1.1 304 {echo}\r\nContent-Length: {length}\r\n\r\n" + Good), "Sevu.Http.304"),
        Ends("307", Close("HTTP/1.1 307 {echo}\r\nLocation: http://user:hidden-word@x/{echo}\r\n" + None), "Sevu.Http.307"),
        Ends("307 to the form", Close("HTTP/1.1 307 {echo}\r\nLocation: http://user:hidden-word@x/{form}\r\n" + None), "Sevu.Http.307"),
        Ends("308", Close("HTTP/1.1 308 {echo}\r\nLocation: /\r\n" + None), "Sevu.Http.308"),
        Ends("400 with the request as its body", Close("HTTP/1.1 400 {echo}\r\nConnection: close\r\n\r\n{echo}"), "Sevu.Http.400"),
        Ends("401", Close("HTTP/1.1 401 {echo}\r\n" + None), "Sevu.Http.401"),
        Ends("401 Basic", Close("HTTP/1.1 401 {echo}\r\nWWW-Authenticate: Basic realm=\"{json}\"\r\n" + None), "Sevu.Http.401"),
        Ends("401 Negotiate", Close("HTTP/1.1 401 {echo}\r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM\r\n" + None), "Sevu.Http.401"),
        Ends("401 garbage", Close("HTTP/1.1 401 {echo}\r\nWWW-Authenticate: ,=\u0001\"{echo}\r\n" + None), "Sevu.Http.401"),
        Ends("401 Digest", Close("HTTP/1.1 401 {echo}\r\nWWW-Authenticate: Digest nonce=,,qop=\"\r\n" + None), "Sevu.Http.401"),
        Ends("407", Close("HTTP/1.1 407 {echo}\r\nProxy-Authenticate: Basic realm={echo}\r\n" + None), "Sevu.Http.407"),
        Ends("426", Close("HTTP/1.1 426 {echo}\r\nUpgrade: h2\r\n" + None), "Sevu.Http.426"),
        Ends("429", Close("HTTP/1.1 429 {echo}\r\nRetry-After: 0\r\n" + None), "Sevu.Http.429"),
        Ends("500", Close("HTTP/1.1 500 {echo}\r\n" + None), "Sevu.Http.500"),
        Ends("500 with the form as its reason", Close("HTTP/1.1 500 {form}\r\n" + None), "Sevu.Http.500"),
        Ends("500 with a failure", Close("HTTP/1.1 500 {echo}\r\nConnection: close\r\n\r\n{\"code\":6,\"message\":\"{json}\"}"), "Sevu.0006"),
        Ends("500 with a success", Close("HTTP/1.1 500 {echo}\r\nConnection: close\r\n\r\n" + Good), "Sevu.Http.500"),
        Ends("500, cut", Close("HTTP/1.1 500 {echo}\r\nContent-Length: 99\r\n\r\n{\"co"), "Sevu.Http.500"),
        Ends("500 in broken gzip", Close("HTTP/1.1 500 {echo}\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n{echo}"), "Sevu.Http.500"),
        Ends("503 with an endless body", Endless("HTTP/1.1 503 {echo}\r\nConnection: close\r\n\r\n{\"a\":[", "1,"), "Sevu.Http.503"),
        Hangs("500 with a body that drips", Drip("HTTP/1.1 500 {echo}\r\nContent-Length: 1000000\r\n\r\n", " "), "Sevu.Http.500"),
        Hangs("500 with a body that stalls", Stall("HTTP/1.1 500 {echo}\r\nContent-Length: 1000000\r\n\r\n{"), "Sevu.Http.500"),
        Ends("600", Close("HTTP/1.1 600 {echo}\r\n" + None), "Sevu.Http.600"),
        Ends("999", Close("HTTP/1.1 999 {echo}\r\n" + None), "Sevu.Http.999"),
        Ends("000", Close("HTTP/1.1 000 {echo}\r\n" + None), "Sevu.Http.0"),
    ];

    public static IReadOnlyList<Row> Encodings { get; } =
    [
        Ends("gzip", Close(Gzipped + Gzip(Short)), Whole, 2),
        Ends("x-gzip", Close(Ok + "Content-Encoding: X-GZip\r\nConnection: close\r\n\r\n" + Gzip(Short)), Whole, 2),
        Ends("identity", Close(Ok + "Content-Encoding: identity\r\nConnection: close\r\n\r\n" + Good), Whole, 2),
        Ends("deflate", Close(Ok + "Content-Encoding: deflate\r\nConnection: close\r\n\r\n" + Good), Encoding),
        Ends("br", Close(Ok + "Content-Encoding: br\r\nConnection: close\r\n\r\n" + Good), Encoding),
        Ends("an unknown encoding", Close(Ok + "Content-Encoding: {key}\r\nConnection: close\r\n\r\n" + Good), Encoding),
        Ends("an encoding that repeats the request", Close(Ok + "Content-Encoding: {echo}\r\nConnection: close\r\n\r\n" + Good), Whole, 2),
        Ends("gzip twice", Close(Ok + "Content-Encoding: gzip, gzip\r\nConnection: close\r\n\r\n" + Gzip(Gzip(Short))), Encoding),
        Ends("gzip twice in two headers", Close(Ok + "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + Gzip(Gzip(Short))), Encoding),
        Ends("gzip twice, once said", Close(Gzipped + Gzip(Gzip(Short))), NotJson),
        Ends("gzip, but not said so", Close(ToClose + Gzip(Short)), NotJson),
        Ends("said to be gzip, but is JSON", Close(Gzipped + Good), Encoding),
        Ends("said to be gzip, but is garbage", Close(Gzipped + "\u001f\u008b {echo}"), Encoding),
        Ends("an empty body, said to be gzip", Close(Gzipped), Empty),
        Ends("gzip of nothing", Close(Gzipped + Gzip("")), Empty),
        Ends("gzip in two members", Close(Gzipped + Gzip(Short[..20]) + Gzip(Short[20..])), Whole, 2),
        Ends("garbage behind gzip", Close(Gzipped + Gzip(Short) + "{echo}"), Whole, 2),
        Ends("gzip with a wrong checksum", Close(Gzipped + Gzip(Short)[..^8] + "12345678"), Encoding),
        Ends("gzip cut in its header", Close(Gzipped + Gzip(Short)[..5]), Empty),
        Ends("gzip cut in its data", Close(Gzipped + Gzip(Short)[..30]), Incomplete),
        // The text inside is whole.
        Ends("gzip cut in its checksum", Close(Gzipped + Gzip(Short)[..^3]), Whole, 2),
        Ends("gzip reset in its data", Reset(Gzipped + Gzip(Short)[..30]), Incomplete),
        Hangs("gzip that stalls in its header", Stall(Gzipped + GzipBegin), Timeout),
        Hangs("gzip that stalls in its data", Stall(Gzipped + Flushed(OneAttempt)), Incomplete, 1),
        // A gzip stream that is disposed while it decompresses would corrupt the heap, and abort the process.
        Ends("endless gzip of nothing", Endless(Gzipped + GzipBegin, EmptyBlock), Encoding),
        Hangs("gzip of nothing that drips", Drip(Gzipped + GzipBegin, EmptyBlock), Never),
        Hangs("endless gzip of spaces", Endless(Gzipped, Gzip(Many(9000, " "))), Never) with { WholeId = TooLarge },
    ];

    /// <summary>Two requests on one connection.</summary>
    public static IReadOnlyList<Row> Reuse { get; } =
    [
        Again("two answers to two requests", Close(Sized + Good, Sized + Good), Whole, 4),
        Again("closes while idle", Close(Sized + Good), Whole, 4),
        Again("resets while idle", Reset(Sized + Good), Whole, 4),
        Again("two answers to one request", Stall(Sized + Good + Sized + "{\"code\":6}"), Whole, 4),
        Again("a second answer while idle", Late(Sized + Good, Sized + "{\"code\":6}"), Whole, 4),
        Again("408 while idle", Late(Sized + Good, "HTTP/1.1 408 Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), Whole, 4),
        Again("closes when it is used again", Close(Sized + Good, ""), Network, 2),
        Again("resets when it is used again", Reset(Sized + Good, ""), Network, 2),
        Again("cut when it is used again", Close(Sized + Good, "HTTP/1.1 2"), Network, 2),
    ];

    /// <summary>What a proxy does before TLS.</summary>
    public static IReadOnlyList<Row> Tunnels { get; } = By(Way.Proxy,
    [
        Ends("closes before its answer", Close(""), Network),
        Ends("resets before its answer", Reset(""), Network),
        Hangs("stalls before its answer", Stall(""), Timeout),
        Hangs("drips its answer", Drip("HTTP/1.1 200 ", "O"), Timeout),
        Ends("answers garbage", Close("\0\u0001garbage\r\n\r\n"), Network),
        Ends("is cut in its answer", Close("HTTP/1.1 200 Connection est"), Network),
        Ends("answers endlessly", Endless("HTTP/1.1 200 Go\r\n", "X: y\r\n"), Network),
        Ends("302", Close("HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\n" + None), Network) with { Says = "302" },
        Ends("400", Close("HTTP/1.1 400 No\r\n" + None), Network) with { Says = "400" },
        Ends("403", Close("HTTP/1.1 403 No\r\nContent-Length: {length}\r\n\r\n<html>blocked"), Network) with { Says = "403" },
        Ends("407", Close("HTTP/1.1 407 Who\r\n" + None), Network) with { Says = "407" },
        Ends("407 Basic", Close("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\n" + None), Network) with { Says = "407" },
        Ends("407 Negotiate", Close("HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n" + None), Network) with { Says = "407" },
        Ends("502", Close("HTTP/1.1 502 No\r\n" + None), Network) with { Says = "502" },
        Ends("closes after 200", Close("HTTP/1.1 200 Go\r\n\r\n"), Network),
        Ends("resets after 200", Reset("HTTP/1.1 200 Go\r\n\r\n"), Network),
        Hangs("stalls after 200", Stall("HTTP/1.1 200 Go\r\n\r\n"), Timeout),
        Ends("garbage after 200", Tunnel(Say("garbage, and no TLS", End)), Untrusted),
        Ends("plain HTTP after 200", Tunnel(Say("HTTP/1.1 400 No\r\n\r\n", End)), Untrusted),
        Ends("200 with a body", Tunnel(Say("HTTP/1.1 400 No\r\n\r\n", End), "HTTP/1.1 200 Go\r\nContent-Length: 5\r\n\r\nhello"), Untrusted),
        Ends("200 after 100", Tunnel(Tls(Certificates.SelfSigned), "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 Go\r\n\r\n"), Untrusted),
        Ends("a certificate of its own", Tunnel(Tls(Certificates.WrongName)), Untrusted) with { Says = "RemoteCertificateNameMismatch" },
    ]);

    /// <summary>What a server does in the TLS handshake.</summary>
    public static IReadOnlyList<Row> Handshakes { get; } = By(Way.Tls,
    [
        Ends("self-signed", Tls(Certificates.SelfSigned), Untrusted) with { Says = "UntrustedRoot" },
        Ends("of an unknown authority", Tls(Certificates.OfUnknownAuthority), Untrusted) with { Says = "PartialChain" },
        Ends("of another name", Tls(Certificates.WrongName), Untrusted) with { Says = "RemoteCertificateNameMismatch" },
        Ends("expired", Tls(Certificates.Expired), Untrusted) with { Says = "NotTimeValid" },
        Ends("not yet valid", Tls(Certificates.NotYetValid), Untrusted) with { Says = "NotTimeValid" },
        Ends("demands a certificate", Tls(Certificates.SelfSigned, asksForCertificate: true), Untrusted),
        Ends("only TLS 1.0", Say(ServerHello('\u0001'), End), Untrusted),
        Ends("only TLS 1.1", Say(ServerHello('\u0002'), End), Untrusted),
        Ends("refuses the version", Say("\u0015\u0003\u0001\0\u0002\u0002\u0046", End), Untrusted),
        Ends("refuses the handshake", Say("\u0015\u0003\u0003\0\u0002\u0002\u0028", End), Untrusted),
        Ends("refuses the name", Say("\u0015\u0003\u0003\0\u0002\u0002\u0070", End), Untrusted),
        Ends("plain HTTP", Say("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", End), Untrusted),
        Ends("garbage", Say("SSH-2.0-OpenSSH_9.2\r\n", End), Untrusted),
        Ends("closes after the first message", Say("", End), Network),
        Ends("resets after the first message", Say("", Break), Network),
        Hangs("stalls after the first message", Say("", Hang), Timeout),
        Ends("closes in its first message", Say(ServerHello('\u0003')[..20], End), Network),
        Hangs("stalls in its first message", Say(ServerHello('\u0003')[..20], Hang), Timeout),
        Ends("closes at once", Unread(""), Network),
    ]);

    private static IReadOnlyList<Row> By(Way way, Row[] rows) => [.. rows.Select(row => row with { Way = way })];

    private static Row Ends(string name, Func<RawConnection, Task> peer, string id, int attempts = 0) => new(name, peer, id, attempts);

    private static Row Hangs(string name, Func<RawConnection, Task> peer, string id, int attempts = 0) => new(name, peer, id, attempts) { Hangs = true };

    private static Row Again(string name, Func<RawConnection, Task> peer, string id, int attempts = 0) => new(name, peer, id, attempts) { Times = 2 };

    private static string Many(int count, string text)
        => string.Concat(Enumerable.Range(0, count).Select(i => text.Replace("{0}", $"{i}", StringComparison.Ordinal)));

    private static string Utf16(string text) => string.Concat(text.Select(character => $"{character}\0"));

    // A gzip stream that has told all it has, and goes on.
    private static string Flushed(string text)
    {
        using MemoryStream compressed = new();
        using GZipStream gzip = new(compressed, CompressionLevel.Fastest);
        gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        gzip.Flush();
        return System.Text.Encoding.Latin1.GetString(compressed.ToArray());
    }

    // RFC 5246, 7.4.1.3: record, handshake, version, random, no session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression.
    private static string ServerHello(char minor)
        => $"\u0016\u0003{minor}\0\u002a\u0002\0\0\u0026\u0003{minor}{new string('r', 32)}\0\0\u002f\0";
}
