#if !NET
namespace System.Runtime.CompilerServices;

/// <summary>The compiler requires this type for <c>init</c> accessors; .NET Framework does not have it.</summary>
internal static class IsExternalInit;
#endif
