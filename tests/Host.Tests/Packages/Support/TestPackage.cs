using System.Text;
using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;
using Reeve.Testing;

namespace Reeve.Host.Tests.Packages.Support;

/// <summary>A package that a test makes: by default one that holds the plugin fixture.clusters.</summary>
internal sealed record TestPackage
{
    public const string PluginId = "fixture.clusters";

    private static readonly string Built = Repository.Built("ScriptedCluster");

    public string Id { get; init; } = "Acme.Clusters";

    public string Version { get; init; } = "1.0.0";

    public string? Type { get; init; } = "ReevePlugin";

    /// <summary>What the manifest says as version; null for the package's own.</summary>
    public string? ManifestVersion { get; init; }

    /// <summary>Changes the manifest.</summary>
    public Func<string, string> ManifestChange { get; init; } = static text => text;

    /// <summary>The range of the contract that it depends on; null for none.</summary>
    public string? Contract { get; init; } = "0.1.0";

    public string Framework { get; init; } = "net10.0";

    /// <summary>Ranges by id.</summary>
    public IReadOnlyDictionary<string, string> Dependencies { get; init; } = new Dictionary<string, string>();

    /// <summary>Contents by path, beside the plugin's own files.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it holds a plugin.</summary>
    public bool IsPlugin { get; init; } = true;

    /// <summary>What the plugin's assembly is; null for one that works.</summary>
    public byte[]? Assembly { get; init; }

    /// <summary>A package with some files and nothing else.</summary>
    public static TestPackage Library(string id, string version, params (string Path, string Content)[] files) => new()
    {
        Id = id, Version = version, Type = null, Contract = null, IsPlugin = false, 
        Files = files.Append((Path: "readme.txt", Content: "A library.")).ToDictionary(static file => file.Path, static file => file.Content),
    };

    /// <summary>Writes it into a directory, under the name that packages have.</summary>
    public string WriteTo(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"{Id}.{Version}.nupkg");
        using var file = File.Create(path);
        Builder().Save(file);
        return path;
    }

    private PackageBuilder Builder()
    {
        var builder = new PackageBuilder(deterministic: true) { Id = Id, Version = NuGetVersion.Parse(Version), Description = $"The package {Id} of a test." };
        builder.Authors.Add("Acme");
        var dependencies = Dependencies.Select(static one => new PackageDependency(one.Key, VersionRange.Parse(one.Value))).ToList();
        if (Contract is not null)
        {
            dependencies.Add(new PackageDependency("Reeve.Abstractions", VersionRange.Parse(Contract)));
        }

        builder.DependencyGroups.Add(new PackageDependencyGroup(NuGetFramework.Parse(Framework), dependencies));
        if (Type is not null)
        {
            builder.PackageTypes.Add(new PackageType(Type, PackageType.EmptyVersion));
        }

        if (IsPlugin)
        {
            Add(builder, "plugin.json", Encoding.UTF8.GetBytes(Manifest()));
            Add(builder, $"lib/{Framework}/ScriptedCluster.dll", Assembly ?? File.ReadAllBytes(Path.Combine(Built, "ScriptedCluster.dll")));
        }

        foreach (var (path, content) in Files)
        {
            Add(builder, path, Encoding.UTF8.GetBytes(content));
        }

        return builder;
    }

    private string Manifest() => ManifestChange(File.ReadAllText(Path.Combine(Built, "plugin.json"))
        .Replace("\"version\": \"1.0.0\"", $"\"version\": \"{ManifestVersion ?? Version}\"", StringComparison.Ordinal));

    private static void Add(PackageBuilder builder, string path, byte[] content) => builder.Files.Add(new TestPackageFile(path, content));
}
