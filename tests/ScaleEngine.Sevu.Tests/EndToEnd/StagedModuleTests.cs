using System.Linq;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.EndToEnd;

public class StagedModuleTests
{
    [Fact]
    public void Contains_only_the_modules_own_files_and_what_draws_charts()
        => Assert.Equal(
            [
                "LICENSE",
                "ScaleEngine.Sevu.format.ps1xml",
                "ScaleEngine.Sevu.psd1",
                "ScaleEngine.Sevu.psm1",
                "bin/charts/OxyPlot-LICENSE.txt",
                "bin/charts/OxyPlot.dll",
                "bin/charts/ScaleEngine.Sevu.Charts.dll",
                "bin/net8.0/ScaleEngine.Sevu.PowerShell.dll",
                "bin/netstandard2.0/ScaleEngine.Sevu.PowerShell.dll",
                "en-US/ScaleEngine.Sevu.PowerShell.dll-Help.xml",
                "en-US/about_ScaleEngine.Sevu.help.txt",
            ],
            Target.StagedFiles.Order(System.StringComparer.Ordinal));

    [Fact]
    public void Refers_only_to_assemblies_of_its_PowerShell()
        => Assert.All(
            typeof(TicketAttempt).Assembly.GetReferencedAssemblies(),
            reference => Assert.True(
                reference.Name == "System.Management.Automation"
                    || (Target.IsLegacy ? reference.Name == "netstandard" : reference.Name!.StartsWith("System.", System.StringComparison.Ordinal)),
                reference.FullName));
}
