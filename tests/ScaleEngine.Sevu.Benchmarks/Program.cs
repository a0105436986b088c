using BenchmarkDotNet.Running;
using ScaleEngine.Sevu.Benchmarks;

// "serve" is for Measure-Module.ps1; anything else goes to BenchmarkDotNet.
if (args is ["serve"])
{
    await BenchServer.RunAsync();
}
else
{
    BenchmarkSwitcher.FromTypes([typeof(SigningBenchmarks), typeof(ReadingBenchmarks)]).Run(args);
}
