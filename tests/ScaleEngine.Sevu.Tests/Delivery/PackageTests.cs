using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Threading.Tasks;
using System.Xml.Linq;
using ScaleEngine.Sevu.Tests.Support;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Delivery;

/// <summary>The package and the zip file that <c>build.ps1 -Task Pack</c> builds from the staged module.</summary>
public sealed class PackageTests(PackageTests.Packing packing) : IClassFixture<PackageTests.Packing>
{
    // The limit of Azure Automation.
    private const int MaxPathLength = 140;

    private const string BillOfMaterials = "bom.json";

    private static readonly string[] PartsOfAnyPackage =
    [
        "[Content_Types].xml", "_rels/.rels", "package/services/metadata/core-properties/nuget.psmdcp", "ScaleEngine.Sevu.nuspec",
    ];

    [Fact]
    public void Package_and_zip_contain_the_staged_module_and_nothing_else()
    {
        Dictionary<string, byte[]> module = Target.StagedFiles.ToDictionary(file => file, file => File.ReadAllBytes(Path.Combine(Target.StagedModule, file)));
        Dictionary<string, byte[]> package = Read(packing.Package);
        Dictionary<string, byte[]> zip = Read(packing.Zip);

        Assert.All(PartsOfAnyPackage, part => Assert.True(package.Remove(part), part));
        Assert.True(package.Remove(BillOfMaterials));
        Assert.Equal(module.OrderBy(file => file.Key), package.OrderBy(file => file.Key));
        Assert.Equal(module.OrderBy(file => file.Key), zip.OrderBy(file => file.Key));
        Assert.All(zip.Keys, path => Assert.True(path.Length <= MaxPathLength, path));
    }

    [Fact]
    public void The_bill_of_materials_names_each_assembly_that_is_not_ours()
    {
        using JsonDocument bom = JsonDocument.Parse(Read(packing.Package)[BillOfMaterials]);
        JsonElement module = bom.RootElement.GetProperty("metadata").GetProperty("component");
        string[] shipped =
        [
            .. bom.RootElement.GetProperty("components").EnumerateArray()
                .Where(component => component.GetProperty("scope").GetString() == "required")
                .Select(component => component.GetProperty("purl").GetString()!),
        ];

        Assert.Equal("ScaleEngine.Sevu", module.GetProperty("name").GetString());
        Assert.Equal(["pkg:nuget/OxyPlot.Core@2.2.0"], shipped);
        Assert.Equal(
            ["bin/charts/OxyPlot.dll"],
            Target.StagedFiles.Where(file => file.EndsWith(".dll", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith("ScaleEngine.Sevu.", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_package_metadata_equals_the_manifest()
    {
        using Engine engine = new();
        PSModuleInfo manifest = engine.Run("Test-ModuleManifest $args[0]", Target.Manifest).Single<PSModuleInfo>();
        using MemoryStream nuspec = new(Read(packing.Package)["ScaleEngine.Sevu.nuspec"]);
        XElement metadata = XElement.Load(nuspec).Elements().Single();
        string Field(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal(manifest.Name, Field("id"));
        Assert.Equal(manifest.Version.ToString(), Field("version"));
        Assert.Equal(manifest.Author, Field("authors"));
        Assert.Equal(manifest.Description, Field("description"));
        Assert.Equal(["PSModule", .. manifest.Tags], Field("tags").Split(' '));
    }

    [Fact]
    public void The_manifest_has_no_errors_or_warnings()
    {
        using Engine engine = new();
        RunResult result = engine.Run("Test-ModuleManifest $args[0]", Target.Manifest).AssertNoErrors();

        Assert.Empty(result.Warnings);
    }

    private static Dictionary<string, byte[]> Read(string archive)
    {
        using ZipArchive zip = ZipFile.OpenRead(archive);
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using Stream content = entry.Open();
            using MemoryStream copy = new();
            content.CopyTo(copy);
            return copy.ToArray();
        });
    }

    /// <summary>Builds the package once for all tests.</summary>
    public sealed class Packing : IAsyncLifetime
    {
        private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

        public string Package => Directory.GetFiles(_folder, "ScaleEngine.Sevu.*.nupkg").Single();

        public string Zip => Path.Combine(_folder, "ScaleEngine.Sevu.zip");

        public async ValueTask InitializeAsync()
        {
            string project = Path.Combine(Target.Metadata("Repository"), "src", "ScaleEngine.Sevu.PowerShell");
            ProcessStartInfo pack = new("dotnet", ["pack", project, "--no-build", "-o", _folder, $"-p:NuspecOutputPath={_folder}/nuspec"]) { RedirectStandardOutput = true };
            using Process process = Process.Start(pack)!;
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, output);
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(_folder, recursive: true);
            return default;
        }
    }
}
