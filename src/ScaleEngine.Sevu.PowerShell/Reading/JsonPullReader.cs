namespace ScaleEngine.Sevu.Reading;

/// <summary>Reads JSON (RFC 8259) from a stream, one token at a time, and buffers no more than one token, or one value that is to
/// be kept.</summary>
/// <remarks>Used on both targets. The reader of .NET Framework, <c>JsonReaderWriterFactory</c>, accepts <c>{"status":"success"</c>
/// as a complete document, so that a truncated response would look like one without attempts. <c>System.Text.Json</c> is not part
/// of .NET Framework, and shipping it would clash with other modules.</remarks>
/// <param name="stream">JSON in UTF-8.</param>
internal sealed class JsonPullReader(Stream stream) : JsonBuffer(stream)
{
    private const int MaxDepth = 64;

    private readonly TextPool _pool = new();
    private readonly bool[] _insideObject = new bool[MaxDepth + 1];
    private bool _isKeeping;
    private int _depth;
    // After the first byte that is kept.
    private int _rawStart;
    private int _rawLength;
    private bool _isEscaped;
    private string? _text;

    public JsonToken Token { get; private set; }

    public bool IsScalar => Token is JsonToken.String or JsonToken.Number or JsonToken.Boolean;

    /// <summary>How many objects and lists are open.</summary>
    public int Depth => _depth;

    /// <summary>The property name, string, number as written, <c>true</c> or <c>false</c>; otherwise empty. Bytes that are not
    /// UTF-8 are read as U+FFFD.</summary>
    public string Text => _text ??= IsScalar || Token == JsonToken.PropertyName
        ? _pool.Get(Bytes, KeptStart + _rawStart, _rawLength, _isEscaped)
        : "";

    /// <summary>The property name or scalar as written, without quotes, with escapes. Valid until the next token is read.</summary>
    public ArraySegment<byte> Raw => new(Bytes, KeptStart + _rawStart, _rawLength);

    /// <summary>Whether <see cref="Raw"/> contains escapes.</summary>
    public bool IsEscaped => _isEscaped;

    /// <summary>Where the current scalar is in the value that is being kept, see <see cref="Keep"/>.</summary>
    public KeptText Kept => new(_rawStart, _rawLength, _isEscaped);

    /// <summary>At the start of an object or list: keeps what is read from now on in the buffer, so that <see cref="TextOf"/> can
    /// return its texts when it is known which ones are needed.</summary>
    public void Keep()
    {
        KeptStart = Position - 1;
        _isKeeping = true;
    }

    /// <summary>Ends what <see cref="Keep"/> began.</summary>
    public void Release() => _isKeeping = false;

    /// <returns>A text of the value that was kept; null for none.</returns>
    public string? TextOf(KeptText kept)
        => kept.IsNone ? null : _pool.Get(Bytes, KeptStart + kept.Start, kept.Length, kept.IsEscaped);

    /// <summary>The bytes of <see cref="TextOf"/> as written; none for none.</summary>
    public ArraySegment<byte> RawOf(KeptText kept) => new(Bytes, KeptStart + kept.Start, kept.Length);

    /// <returns>False at the end of the document.</returns>
    /// <exception cref="FormatException">This is not JSON.</exception>
    /// <exception cref="EndOfStreamException">The stream ended inside the document.</exception>
    public bool Read()
    {
        if (!_isKeeping)
        {
            KeptStart = Nothing;
        }

        if (_depth == 0 && Token != JsonToken.None)
        {
            SkipWhiteSpace();
            return Position < End ? throw new FormatException() : false;
        }

        byte next = PeekToken();
        if (Token != JsonToken.PropertyName)
        {
            bool isFirst = Token is JsonToken.StartObject or JsonToken.StartArray or JsonToken.None;
            if (Token != JsonToken.None && next == (_insideObject[_depth] ? '}' : ']'))
            {
                EndContainer();
                return true;
            }

            if (!isFirst)
            {
                Expect((byte)',');
                next = PeekToken();
            }

            if (_insideObject[_depth])
            {
                ReadString(JsonToken.PropertyName);
                PeekToken();
                Expect((byte)':');
                return true;
            }
        }

        ReadValue(next);
        return true;
    }

    /// <summary>In an object: reads the next token if it is this property name, written without white space. What <see
    /// cref="Read"/> does, but faster.</summary>
    /// <param name="written">The name in quotes and a colon.</param>
    public bool TryReadName(byte[] written)
    {
        int start = Token == JsonToken.StartObject ? Position : Position + 1;
        bool isName = start + written.Length <= End
            && (start == Position || Bytes[Position] == ',')
            && TextPool.Equal(written, Bytes, start, written.Length);
        if (isName)
        {
            Position = start + written.Length;
            SetToken(JsonToken.PropertyName, start + 1, written.Length - 3);
        }

        return isName;
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
            case (byte)'t': ReadLiteral("true", JsonToken.Boolean); break;
            case (byte)'f': ReadLiteral("false", JsonToken.Boolean); break;
            case (byte)'n': ReadLiteral("null", JsonToken.Null); break;
            default: ReadNumber(); break;
        }
    }

    private void StartContainer(JsonToken container)
    {
        if (_depth == MaxDepth)
        {
            throw new FormatException();
        }

        Position++;
        _depth++;
        _insideObject[_depth] = container == JsonToken.StartObject;
        SetToken(container, Position, length: 0);
    }

    private void EndContainer()
    {
        Position++;
        SetToken(_insideObject[_depth] ? JsonToken.EndObject : JsonToken.EndArray, Position, length: 0);
        _depth--;
    }

    private void ReadLiteral(string literal, JsonToken token)
    {
        for (int i = 0; i < literal.Length; i++)
        {
            if (PeekAt(i) != literal[i])
            {
                throw new FormatException();
            }
        }

        SetToken(token, Position, literal.Length);
        Position += literal.Length;
    }

    private void ReadNumber()
    {
        int length = 0;
        while (PeekAt(length) is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'e' or (byte)'E')
        {
            length++;
        }

        if (!JsonNumber.IsValid(Bytes, Position, length))
        {
            throw new FormatException();
        }

        SetToken(JsonToken.Number, Position, length);
        Position += length;
    }

    private void ReadString(JsonToken token)
    {
        Expect((byte)'"');
        int length = 0;
        bool escaped = false;
        byte next;
        while ((next = PeekAt(length = JsonText.PlainEnd(Bytes, Position + length, End) - Position)) != '"')
        {
            if (next == '\\')
            {
                escaped = true;
                length += EscapeLength(length);
            }
            else if (next < ' ')
            {
                throw new FormatException();
            }
        }

        SetToken(token, Position, length, escaped);
        Position += length + 1;
    }

    /// <returns>The length of a valid escape at an offset from the position.</returns>
    private int EscapeLength(int offset)
    {
        int digits = JsonText.EscapeDigits(PeekAt(offset + 1));
        for (int i = 0; i < digits; i++)
        {
            JsonText.HexDigit(PeekAt(offset + 2 + i));
        }

        return 2 + digits;
    }

    private void SetToken(JsonToken token, int start, int length, bool escaped = false)
    {
        if (!_isKeeping)
        {
            KeptStart = start;
        }

        Token = token;
        _rawStart = start - KeptStart;
        _rawLength = length;
        _isEscaped = escaped;
        _text = null;
    }

    /// <summary>Skips white space.</summary>
    /// <returns>The next byte, which is not consumed.</returns>
    private byte PeekToken()
    {
        if (Position == End || Bytes[Position] <= ' ')
        {
            SkipWhiteSpace();
        }

        return PeekAt(0);
    }
}
