using ScaleEngine.Sevu.Display;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads JSON (RFC 8259) from a stream token by token, holding no more of it than one token.</summary>
/// <remarks>
/// The one reader for both targets. What .NET Framework brings along, <c>JsonReaderWriterFactory</c>, takes
/// <c>{"status":"success"</c> for a whole document: an answer that broke off there would pass as one without attempts.
/// <c>System.Text.Json</c> is not in its box, and shipping it clashes with other modules.
/// </remarks>
/// <param name="stream">The JSON text in UTF-8.</param>
/// <param name="copy">Gets every byte that is read.</param>
internal sealed class JsonPullReader(Stream stream, Stream? copy = null)
{
    private const int MaxDepth = 64;
    private const int MaxTokenLength = 16 * 1024 * 1024;

    private readonly TextPool _pool = new();
    private readonly bool[] _insideObject = new bool[MaxDepth + 1];
    private byte[] _buffer = new byte[32 * 1024];
    private int _position;
    private int _end;
    private int _depth;
    private int _textStart;
    private int _textLength;
    private string? _text = "";

    public JsonToken Token { get; private set; }

    /// <summary>The property's name, the text, the number as it is written, <c>true</c> or <c>false</c>; otherwise
    /// empty. Bytes that are not UTF-8 come as U+FFFD.</summary>
    public string Text => _text ??= ToText(escaped: false);

    /// <summary>A text as it is written, escapes included; valid until the next token is read.</summary>
    public ArraySegment<byte> Raw => new(_buffer, _textStart, _textLength);

    /// <summary>Before the first token: passes over white space and a byte order mark.</summary>
    /// <returns>The first byte of the content, which is still to be read; -1 where there is none.</returns>
    public int PeekContent()
    {
        while (_position < _end || Fill())
        {
            byte next = _buffer[_position];
            if (!IsWhiteSpace(next) && next is not (0xef or 0xbb or 0xbf))
            {
                return next;
            }

            _position++;
        }

        return -1;
    }

    /// <returns>False at the end of the document.</returns>
    /// <exception cref="FormatException">This is not JSON.</exception>
    /// <exception cref="EndOfStreamException">The stream ended inside the document.</exception>
    public bool Read()
    {
        SkipWhiteSpace();
        if (_depth == 0 && Token != JsonToken.None)
        {
            return _position < _end ? throw new FormatException() : false;
        }

        byte next = Peek();
        bool afterValue = Token is not (JsonToken.None or JsonToken.StartObject or JsonToken.StartArray or JsonToken.PropertyName);
        bool mayEnd = afterValue || Token is JsonToken.StartObject or JsonToken.StartArray;
        if (mayEnd && next == (_insideObject[_depth] ? '}' : ']'))
        {
            EndContainer();
            return true;
        }

        if (afterValue)
        {
            Expect((byte)',');
            SkipWhiteSpace();
            next = Peek();
        }

        if (_insideObject[_depth] && Token != JsonToken.PropertyName)
        {
            ReadString(JsonToken.PropertyName);
            SkipWhiteSpace();
            Expect((byte)':');
        }
        else
        {
            ReadValue(next);
        }

        return true;
    }

    /// <summary>After a property's name or on the start of a value: moves to the value's last token.</summary>
    public void Skip()
    {
        if (Token == JsonToken.PropertyName)
        {
            Read();
        }

        if (Token is JsonToken.StartObject or JsonToken.StartArray)
        {
            int outside = _depth - 1;
            while (_depth > outside)
            {
                Read();
            }
        }
    }

    private void ReadValue(byte first)
    {
        switch (first)
        {
            case (byte)'{': StartContainer(JsonToken.StartObject); break;
            case (byte)'[': StartContainer(JsonToken.StartArray); break;
            case (byte)'"': ReadString(JsonToken.String); break;
            case (byte)'t': ReadLiteral("true", JsonToken.Boolean, "true"); break;
            case (byte)'f': ReadLiteral("false", JsonToken.Boolean, "false"); break;
            case (byte)'n': ReadLiteral("null", JsonToken.Null, ""); break;
            default: ReadNumber(); break;
        }
    }

    private void StartContainer(JsonToken container)
    {
        if (_depth == MaxDepth)
        {
            throw new FormatException();
        }

        _position++;
        _depth++;
        _insideObject[_depth] = container == JsonToken.StartObject;
        SetToken(container);
    }

    private void EndContainer()
    {
        _position++;
        SetToken(_insideObject[_depth] ? JsonToken.EndObject : JsonToken.EndArray);
        _depth--;
    }

    private void ReadLiteral(string literal, JsonToken token, string text)
    {
        foreach (char character in literal)
        {
            Expect((byte)character);
        }

        SetToken(token, text);
    }

    private void ReadNumber()
    {
        int length = 0;
        while (PeekAt(length) is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'e' or (byte)'E')
        {
            length++;
        }

        _textStart = _position;
        _textLength = length;
        string number = ToText(escaped: false);
        if (!JsonNumber.IsValid(number))
        {
            throw new FormatException();
        }

        _position += length;
        SetToken(JsonToken.Number, number);
    }

    private void ReadString(JsonToken token)
    {
        if (Peek() != '"')
        {
            throw new FormatException();
        }

        int length = 1;
        bool escaped = false;
        byte next;
        while ((next = PeekAt(length = SkipUnescaped(length))) != '"')
        {
            if (next < ' ')
            {
                throw new FormatException();
            }

            if (next == '\\')
            {
                escaped = true;
                length++;
                PeekAt(length);
            }

            length++;
        }

        _textStart = _position + 1;
        _textLength = length - 1;
        _position += length + 1;
        Token = token;
        // PeekAt once where what follows is read, too, before somebody looks; and escapes may be wrong, looked at or not.
        _text = escaped || token == JsonToken.PropertyName ? ToText(escaped) : null;
    }

    /// <returns>The offset of the next byte that a string's end may stand at, or that is not here yet.</returns>
    private int SkipUnescaped(int offset)
    {
        int at = _position + offset;
        while (at < _end && _buffer[at] >= ' ' && _buffer[at] != '"' && _buffer[at] != '\\')
        {
            at++;
        }

        return at - _position;
    }

    private string ToText(bool escaped) => _pool.Get(_buffer, _textStart, _textLength, escaped);

    private void SetToken(JsonToken token, string text = "")
    {
        Token = token;
        _text = text;
    }

    private void SkipWhiteSpace()
    {
        while (_position < _end || Fill())
        {
            if (!IsWhiteSpace(_buffer[_position]))
            {
                return;
            }

            _position++;
        }
    }

    private static bool IsWhiteSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private void Expect(byte expected)
    {
        if (Peek() != expected)
        {
            throw new FormatException();
        }

        _position++;
    }

    private byte Peek() => PeekAt(0);

    /// <summary>The byte so far after the position, which stays.</summary>
    private byte PeekAt(int offset) => _position + offset < _end ? _buffer[_position + offset] : FillTo(offset);

    private byte FillTo(int offset)
    {
        while (_position + offset >= _end)
        {
            if (!Fill())
            {
                throw new EndOfStreamException(Messages.EndsInside);
            }
        }

        return _buffer[_position + offset];
    }

    /// <summary>Appends what the stream has next; what lies before the position is dropped.</summary>
    private bool Fill()
    {
        int kept = _end - _position;
        if (kept == _buffer.Length)
        {
            if (kept >= MaxTokenLength)
            {
                throw new FormatException();
            }

            Array.Resize(ref _buffer, kept * 2);
        }

        Buffer.BlockCopy(_buffer, _position, _buffer, 0, kept);
        _position = 0;
        int received = stream.Read(_buffer, kept, _buffer.Length - kept);
        copy?.Write(_buffer, kept, received);
        _end = kept + received;
        return received > 0;
    }
}
