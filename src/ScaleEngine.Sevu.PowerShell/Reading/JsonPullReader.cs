using System.Text;

namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads JSON (RFC 8259) from a stream, one token at a time, and buffers no more than one token.</summary>
/// <remarks>Used on both targets. The reader of .NET Framework, <c>JsonReaderWriterFactory</c>, accepts <c>{"status":"success"</c>
/// as a complete document, so that a truncated response would look like one without attempts. <c>System.Text.Json</c> is not part
/// of .NET Framework, and shipping it would clash with other modules.</remarks>
/// <param name="stream">JSON in UTF-8.</param>
internal sealed class JsonPullReader(Stream stream)
{
    private const int MaxDepth = 64;
    private const int MaxTokenLength = 16 * 1024 * 1024;
    private const int MaxLeadingText = 4096;
    private const int MaxTrailingText = 200;

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

    public bool IsScalar => Token is JsonToken.String or JsonToken.Number or JsonToken.Boolean;

    /// <summary>How many objects and lists are open.</summary>
    public int Depth => _depth;

    /// <summary>The property name, string, number as written, <c>true</c> or <c>false</c>; otherwise empty. Bytes that are not
    /// UTF-8 are read as U+FFFD.</summary>
    public string Text => _text ??= ToText(escaped: false);

    /// <summary>The string as written, with escapes. Valid until the next token is read.</summary>
    public ArraySegment<byte> Raw => new(_buffer, _textStart, _textLength);

    /// <summary>Before the first token: skips white space and a byte order mark.</summary>
    /// <returns>The first byte of the content, which is not consumed; -1 if there is none.</returns>
    public int PeekContent()
    {
        SkipWhiteSpace();
        while (_position < _end && _buffer[_position] is (0xef or 0xbb or 0xbf))
        {
            _position++;
            SkipWhiteSpace();
        }

        return _position < _end ? _buffer[_position] : -1;
    }

    /// <summary>Before the first token: skips text in front of an object.</summary>
    /// <returns>The text; null if no object begins in the first few kilobytes.</returns>
    public string? SkipToObject()
    {
        for (int length = 0; length < MaxLeadingText && (_position + length + 1 < _end || Fill()); length++)
        {
            if (_buffer[_position + length] == '{' && _buffer[_position + length + 1] == '"')
            {
                string text = Encoding.UTF8.GetString(_buffer, _position, length);
                _position += length;
                return text;
            }
        }

        return null;
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

    /// <summary>After the end of the document: the beginning of the text that follows; null if there is none.</summary>
    public string? PeekTrailingText()
    {
        SkipWhiteSpace();
        return _position < _end ? Encoding.UTF8.GetString(_buffer, _position, Math.Min(_end - _position, MaxTrailingText)) : null;
    }

    /// <summary>After a property name or the start of a value: moves to the last token of the value.</summary>
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
        Expect((byte)'"');
        int length = 0;
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

        _textStart = _position;
        _textLength = length;
        _position += length + 1;
        Token = token;
        // Not deferred for names, since more is read before they are used, and not with escapes, which must be validated.
        _text = escaped || token == JsonToken.PropertyName ? ToText(escaped) : null;
    }

    /// <returns>The offset of the next quote, backslash or control character, or of the end of the buffer.</returns>
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

    /// <summary>The byte at an offset from the position, which does not move.</summary>
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

    /// <summary>Appends the next bytes of the stream, and drops those before the position.</summary>
    private bool Fill()
    {
        int kept = _end - _position;
        if (kept == _buffer.Length)
        {
            if (kept >= MaxTokenLength)
            {
                throw SevuResponseException.TooLarge(MaxTokenLength);
            }

            Array.Resize(ref _buffer, kept * 2);
        }

        Buffer.BlockCopy(_buffer, _position, _buffer, 0, kept);
        _position = 0;
        int received = stream.Read(_buffer, kept, _buffer.Length - kept);
        _end = kept + received;
        return received > 0;
    }
}
