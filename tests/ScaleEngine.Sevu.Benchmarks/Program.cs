using BenchmarkDotNet.Running;
using ScaleEngine.Sevu.Benchmarks;

// Measure-Module.ps1 passes "serve". All other arguments are for BenchmarkDotNet.
if (args is ["serve"])
{
    await BenchServer.RunAsync();
}
else
{
    BenchmarkSwitcher.FromTypes([typeof(SigningBenchmarks), typeof(ReadingBenchmarks)]).Run(args);
}
