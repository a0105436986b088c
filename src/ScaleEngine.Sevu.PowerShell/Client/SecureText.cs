using System;
using System.Runtime.InteropServices;
using System.Security;

namespace ScaleEngine.Sevu.Client;

/// <summary>Reads a <see cref="SecureString"/> in native memory that is zeroed right after.</summary>
internal static unsafe class SecureText
{
    /// <param name="characters">The plain text, valid only during the call.</param>
    /// <param name="length">Its length in UTF-16 code units.</param>
    public delegate void Reader(char* characters, int length);

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
