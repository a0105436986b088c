using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;

namespace ScaleEngine.Sevu.Client;

/// <summary>The signed request as the form field <c>json</c>; its buffer is zeroed once the request is sent.</summary>
internal sealed class SignedRequestContent : HttpContent
{
    private const string HexDigits = "0123456789ABCDEF";

    private readonly PinnedBuffer _form;

    public SignedRequestContent(PinnedBuffer json)
    {
        _form = new PinnedBuffer(json.Length * 2);
        _form.Append("json=");
        for (int i = 0; i < json.Length; i++)
        {
            AppendEncoded(json.Bytes[i]);
        }

        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => stream.WriteAsync(_form.Bytes, 0, _form.Length);

    protected override bool TryComputeLength(out long length)
    {
        length = _form.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _form.Dispose();
        }

        base.Dispose(disposing);
    }

    private void AppendEncoded(byte value)
    {
        if ((char)value is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.' or '_' or '~')
        {
            _form.Append(value);
            return;
        }

        _form.Append((byte)'%');
        _form.Append((byte)HexDigits[value >> 4]);
        _form.Append((byte)HexDigits[value & 0xf]);
    }
}
