using System.Runtime.InteropServices;
using System.Security;

namespace ScaleEngine.Sevu.Signing;

/// <summary>Between <see cref="SecureString"/> and plain text.</summary>
internal static unsafe class SecureText
{
    /// <param name="characters">The plain text, valid only during the call.</param>
    /// <param name="length">Its length in UTF-16 code units.</param>
    public delegate void Reader(char* characters, int length);

    /// <summary>What a <see cref="SecureString"/> can hold.</summary>
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

    /// <summary>Reads it in native memory that is zeroed right after.</summary>
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
