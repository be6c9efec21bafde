using System.Runtime.InteropServices;
using Reeve.Kubernetes;

namespace Reeve.Tests;

public sealed class ReferenceTests
{
    [Fact]
    public void Abstractions_References_AreOfTheSharedFrameworksAlone()
    {
        var runtime = Path.GetDirectoryName(RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar))!;
        var shared = Path.GetDirectoryName(runtime)!;
        var version = Environment.Version.Major + ".";
        var frameworkAssemblies = new[] { "Microsoft.NETCore.App", "Microsoft.AspNetCore.App" }
            .SelectMany(framework => Directory.EnumerateDirectories(Path.Combine(shared, framework), version + "*"))
            .SelectMany(directory => Directory.EnumerateFiles(directory, "*.dll"))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        var references = typeof(KubernetesRecord).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.Contains(name, frameworkAssemblies));
    }
}
