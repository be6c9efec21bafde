using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Reeve.Testing;

namespace Reeve.EndToEnd.Architecture;

/// <summary>References point one way: see docs/architecture.md, section 1.</summary>
public sealed class ArrowTests
{
    [Theory]
    [InlineData("Reeve.Runtime", "Reeve.Runtime", "Reeve.Abstractions", "Reeve.Distributions", "Reeve.Templates")]
    [InlineData("Reeve.Host", "reeve", "Reeve.Abstractions", "Reeve.AspNetCore", "Reeve.Runtime")]
    [InlineData("Reeve.AspNetCore", "Reeve.AspNetCore", "Reeve.Abstractions", "Reeve.Runtime")]
    [InlineData("Reeve.Plugins.Process", "Reeve.Plugins.Process", "Reeve.Abstractions", "Reeve.Machine")]
    [InlineData("Reeve.Plugins.Systemd", "Reeve.Plugins.Systemd", "Reeve.Abstractions", "Reeve.Machine", "Reeve.Systemd")]
    [InlineData("Reeve.Plugins.Slurm", "Reeve.Plugins.Slurm", "Reeve.Abstractions", "Reeve.Machine", "Reeve.Ssh", "Reeve.Templates")]
    [InlineData("Reeve.Systemd", "Reeve.Systemd", "Reeve.Abstractions")]
    [InlineData("Reeve.Ssh", "Reeve.Ssh", "Reeve.Abstractions")]
    [InlineData("Reeve.Machine", "Reeve.Machine", "Reeve.Abstractions")]
    [InlineData("Reeve.Templates", "Reeve.Templates")]
    [InlineData("Reeve.Distributions", "Reeve.Distributions", "Reeve.Abstractions")]
    [InlineData("Reeve.Hollow", "Reeve.Hollow", "Reeve.Abstractions")]
    [InlineData("Reeve.TestKit", "Reeve.TestKit", "Reeve.Abstractions", "Reeve.Runtime")]
    [InlineData("Reeve.Abstractions", "Reeve.Abstractions")]
    public void Assembly_References_OnlyWhatItMay(string project, string assembly, params string[] allowed)
    {
        var ours = References(Path.Combine(Repository.Built(project), assembly + ".dll"))
            .Where(name => name.StartsWith("Reeve", StringComparison.Ordinal) || name == "reeve");

        Assert.Empty(ours.Except(allowed));
    }

    [Fact]
    public void Abstractions_References_NothingBeyondTheSharedFrameworks()
    {
        var frameworks = new[] { "System.", "Microsoft.Extensions.", "Microsoft.AspNetCore.", "netstandard", "mscorlib" };
        var foreign = References(Path.Combine(Repository.Built("Reeve.Abstractions"), "Reeve.Abstractions.dll"))
            .Where(name => !frameworks.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

        Assert.Empty(foreign);
    }

    private static List<string> References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
