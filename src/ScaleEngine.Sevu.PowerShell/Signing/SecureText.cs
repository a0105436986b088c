using System.Runtime.InteropServices;
using System.Security;

namespace ScaleEngine.Sevu.Signing;

/// <summary>Converts between <see cref="SecureString"/> and plain text.</summary>
internal static unsafe class SecureText
{
    /// <param name="characters">The plain text, valid only during the call.</param>
    /// <param name="length">Its length in UTF-16 code units.</param>
    public delegate void Reader(char* characters, int length);

    /// <summary>The maximum length of a <see cref="SecureString"/>.</summary>
    public const int MaxLength = 65536;

    public static SecureString From(string text)
    {
        fixed (char* characters = text)
        {
            SecureString secure = new(characters, text.Length);
            secure.MakeReadOnly();
            return secure;
        }
    }

    /// <summary>Decrypts text into native memory, which is zeroed afterwards.</summary>
    public static void Read(SecureString text, Reader reader)
    {
        IntPtr plain = Marshal.SecureStringToGlobalAllocUnicode(text);
        try
        {
            reader((char*)plain, text.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(plain);
        }
    }
}
