using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Security;

namespace ScaleEngine.Sevu.Signing;

/// <summary>Writes JSON byte for byte as PHP's <c>json_encode</c> does without flags.</summary>
/// <remarks>
/// The service verifies a signature by decoding the request, removing <c>signature</c>, encoding the rest again and comparing.
/// What is written must therefore survive that round trip through PHP unchanged: an empty map is <c>[]</c>, and a map with the
/// keys 0 to n-1 is a list, since PHP has one array type for both; negative zero is <c>0</c>. The output is ASCII.
/// </remarks>
/// <param name="target">Receives the JSON.</param>
/// <param name="maskSecrets">Writes <c>"***"</c> for every <see cref="SecureString"/>, to show a request.</param>
internal sealed unsafe class PhpJsonWriter(PinnedBuffer target, bool maskSecrets = false)
{
    /// <summary>PHP's default limit of nesting (<c>json_decode</c>, <c>json_encode</c>).</summary>
    public const int MaxDepth = 512;

    private const string HexDigits = "0123456789abcdef";

    private readonly Stack<string> _path = new();

    /// <summary>Writes a JSON object without its closing brace, so that a field can be added.</summary>
    /// <exception cref="SevuInputException">PHP cannot encode a value; the message names its field.</exception>
    public void WriteUnclosedObject(IEnumerable<KeyValuePair<string, object?>> fields)
    {
        byte separator = (byte)'{';
        foreach (KeyValuePair<string, object?> field in fields)
        {
            target.Append(separator);
            separator = (byte)',';
            WriteMember(field.Key, field.Value);
        }
    }

    /// <summary>Writes text without quotes around it.</summary>
    public void WriteCharacters(SecureString text) => SecureText.Read(text, WriteCharacters);

    private void WriteMember(string name, object? value)
    {
        _path.Push(name);
        WriteString(name);
        target.Append((byte)':');
        WriteValue(value);
        _path.Pop();
    }

    private void WriteValue(object? value)
    {
        switch (value)
        {
            case null: target.Append("null"); break;
            case bool boolean: target.Append(boolean ? "true" : "false"); break;
            case string text: WriteString(text); break;
            case SecureString when maskSecrets: target.Append("\"***\""); break;
            case SecureString secret: SecureText.Read(secret, WriteString); break;
            case sbyte or byte or short or ushort or int or uint or long:
                target.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case double number: WriteDouble(number); break;
            case IDictionary map: WriteMap(map); break;
            case IEnumerable list: WriteList(list); break;
            case ulong or decimal or BigInteger:
                throw SevuInputException.NotEncodable(Path(), value);
            default:
                throw SevuInputException.NotEncodable(Path(), value.GetType());
        }
    }

    private void WriteMap(IDictionary map)
    {
        if (IsPhpList(map))
        {
            WriteList(map.Values);
            return;
        }

        CheckDepth();
        byte separator = (byte)'{';
        foreach (DictionaryEntry entry in map)
        {
            target.Append(separator);
            separator = (byte)',';
            WriteMember(KeyText(entry.Key), entry.Value);
        }

        target.Append((byte)'}');
    }

    private static bool IsPhpList(IDictionary map)
    {
        int index = 0;
        foreach (object key in map.Keys)
        {
            if (KeyText(key) != index.ToString(CultureInfo.InvariantCulture))
            {
                return false;
            }

            index++;
        }

        return true;
    }

    /// <summary>A map's key as it appears in JSON.</summary>
    public static string KeyText(object key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? "";

    private void WriteList(IEnumerable list)
    {
        CheckDepth();
        target.Append((byte)'[');
        int index = 0;
        foreach (object? item in list)
        {
            if (index > 0)
            {
                target.Append((byte)',');
            }

            _path.Push(index.ToString(CultureInfo.InvariantCulture));
            WriteValue(item);
            _path.Pop();
            index++;
        }

        target.Append((byte)']');
    }

    private void CheckDepth()
    {
        if (_path.Count >= MaxDepth)
        {
            throw SevuInputException.TooDeep(_path.Last(), MaxDepth);
        }
    }

    private void WriteString(string text)
    {
        fixed (char* characters = text)
        {
            WriteString(characters, text.Length);
        }
    }

    private void WriteString(char* characters, int length)
    {
        target.Append((byte)'"');
        WriteCharacters(characters, length);
        target.Append((byte)'"');
    }

    private void WriteCharacters(char* characters, int length)
    {
        for (int i = 0; i < length; i++)
        {
            char character = characters[i];
            switch (character)
            {
                case '"' or '\\' or '/':
                    target.Append((byte)'\\');
                    target.Append((byte)character);
                    break;
                case '\b': target.Append("\\b"); break;
                case '\f': target.Append("\\f"); break;
                case '\n': target.Append("\\n"); break;
                case '\r': target.Append("\\r"); break;
                case '\t': target.Append("\\t"); break;
                case >= ' ' and <= '\x7f': target.Append((byte)character); break;
                default:
                    if (IsLoneSurrogate(characters, length, i))
                    {
                        throw SevuInputException.LoneSurrogate(Path(), i);
                    }

                    WriteUnicodeEscape(character);
                    break;
            }
        }
    }

    private static bool IsLoneSurrogate(char* characters, int length, int index)
    {
        char character = characters[index];
        if (char.IsHighSurrogate(character))
        {
            return index + 1 == length || !char.IsLowSurrogate(characters[index + 1]);
        }

        return char.IsLowSurrogate(character) && (index == 0 || !char.IsHighSurrogate(characters[index - 1]));
    }

    private void WriteUnicodeEscape(char character)
    {
        target.Append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4)
        {
            target.Append((byte)HexDigits[(character >> shift) & 0xf]);
        }
    }

    private void WriteDouble(double number)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            throw SevuInputException.NotEncodable(Path(), number);
        }

        target.Append(PhpDouble.ToText(number));
    }

    private string Path() => string.Join(".", _path.Reverse());
}
