using Xunit;

namespace ScaleEngine.Sevu.Tests.Support;

/// <summary>The tests that measure or change what the whole process shares: memory, the system's proxy. No other test runs at the same
/// time.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
