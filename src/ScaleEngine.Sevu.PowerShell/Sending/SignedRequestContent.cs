using System.Net;
using System.Net.Http.Headers;
using ScaleEngine.Sevu.Signing;

namespace ScaleEngine.Sevu.Sending;

/// <summary>The signed request as the form field <c>json</c>. It is sent once, and its buffer is zeroed afterwards.</summary>
internal sealed class SignedRequestContent : HttpContent
{
    private readonly PinnedBuffer _form;

    public SignedRequestContent(PinnedBuffer json)
    {
        _form = new PinnedBuffer(json.Length * 2);
        _form.Append("json=");
        UrlEncoding.Append(_form, json);
        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
    }

    /// <summary>Whether sending has started.</summary>
    public bool HasStarted { get; private set; }

    // .NET Framework resends a request automatically if a kept-alive connection turns out to be closed. The service accepts a
    // signature only once, and a second ticket may cost money.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (HasStarted)
        {
            throw new IOException(Messages.NeverSentTwice);
        }

        HasStarted = true;
        return stream.WriteAsync(_form.Bytes, 0, _form.Length);
    }

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
}
