#if !NET
namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for where there is an <c>init</c>; .NET Framework lacks it.</summary>
internal static class IsExternalInit;
#endif
