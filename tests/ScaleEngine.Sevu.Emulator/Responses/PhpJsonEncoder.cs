using System;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;

namespace ScaleEngine.Sevu.Emulator.Responses;

/// <summary>Makes .NET's JSON writers escape text as PHP's <c>json_encode</c> does.</summary>
internal sealed unsafe class PhpJsonEncoder : JavaScriptEncoder
{
    private PhpJsonEncoder()
    {
    }

    public static PhpJsonEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => "\\ud83c\\udfac".Length;

    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar is < ' ' or > '\u007f' or '"' or '\\' or '/';

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (int index = 0; index < textLength; index++)
        {
            if (WillEncode(text[index]))
            {
                return index;
            }
        }

        return -1;
    }

    public override bool TryEncodeUnicodeScalar(
        int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        string escaped = Escape(unicodeScalar);
        numberOfCharactersWritten = escaped.Length;
        return escaped.TryCopyTo(new Span<char>(buffer, bufferLength));
    }

    private static string Escape(int unicodeScalar) => unicodeScalar switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '/' => "\\/",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => string.Concat(new Rune(unicodeScalar).ToString().Select(unit => $"\\u{(int)unit:x4}")),
    };
}
