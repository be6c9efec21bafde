using System.Runtime.InteropServices;
using NuGet.Client;
using NuGet.ContentModel;
using Reeve.Host.Packages.Resolution;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Packages.Archives;

/// <summary>Chooses the files of a package that a plugin on this machine needs, as NuGet chooses them, and where in the plugin's directory they go.</summary>
internal static class PackageAssets
{
    private const string Manifest = "plugin.json";
    private const string Placeholder = "_._";
    private static readonly string Runtime = RuntimeInformation.RuntimeIdentifier;
    private static readonly ManagedCodeConventions Conventions = new(RuntimeIds.GraphOf(Runtime));

    /// <summary>The files of a dependency: assemblies, translations and native libraries.</summary>
    /// <returns>Pairs of the path in the package and the path in the plugin.</returns>
    public static IReadOnlyList<(string Source, string Target)> OfDependency(IReadOnlyCollection<string> files)
    {
        var content = ContentOf(files);
        return [.. Assemblies(content).Concat(Natives(content)).Where(static asset => !IsShared(asset.Target))];
    }

    /// <summary>The files of the plugin's own package: the manifest, and besides what a dependency has all that lies with its assemblies.</summary>
    /// <returns>Pairs of the path in the package and the path in the plugin.</returns>
    public static IReadOnlyList<(string Source, string Target)> OfPlugin(IReadOnlyCollection<string> files)
    {
        var content = ContentOf(files);
        var assemblies = Assemblies(content).ToArray();
        var folders = assemblies.Select(static asset => asset.Source[..^asset.Target.Length]).ToHashSet(StringComparer.Ordinal);
        var beside = files.Select(file => (Source: file, Folder: folders.FirstOrDefault(folder => file.StartsWith(folder, StringComparison.Ordinal))))
            .Where(static file => file.Folder is not null && !file.Source.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            .Select(static file => (file.Source, Target: file.Source[file.Folder!.Length..]));
        var manifest = files.Where(static file => file.Equals(Manifest, StringComparison.Ordinal)).Select(static file => (Source: file, Target: file));
        return [.. manifest.Concat(assemblies).Concat(beside).Concat(Natives(content)).Distinct().Where(static asset => !IsShared(asset.Target) && Path.GetFileName(asset.Target) != Placeholder)];
    }

    private static ContentItemCollection ContentOf(IReadOnlyCollection<string> files)
    {
        var content = new ContentItemCollection();
        content.Load(files);
        return content;
    }

    private static IEnumerable<(string Source, string Target)> Assemblies(ContentItemCollection content)
    {
        var criteria = Conventions.Criteria.ForFrameworkAndRuntime(ContractCheck.Framework, Runtime);
        foreach (var patterns in new[] { Conventions.Patterns.RuntimeAssemblies, Conventions.Patterns.ResourceAssemblies })
        {
            foreach (var item in content.FindBestItemGroup(criteria, [patterns])?.Items ?? [])
            {
                if (Path.GetFileName(item.Path) != Placeholder)
                {
                    yield return (item.Path, BelowFramework(item.Path));
                }
            }
        }
    }

    private static IEnumerable<(string Source, string Target)> Natives(ContentItemCollection content)
    {
        const string folder = "/native/";
        var criteria = Conventions.Criteria.ForRuntime(Runtime);
        foreach (var item in content.FindBestItemGroup(criteria, [Conventions.Patterns.NativeLibraries])?.Items ?? [])
        {
            var name = item.Path[(item.Path.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..];
            yield return (item.Path, $"runtimes/{Runtime}/native/{name}");
        }
    }

    // lib/net10.0/de/A.resources.dll is de/A.resources.dll, and so is runtimes/linux-x64/lib/net10.0/de/A.resources.dll.
    private static string BelowFramework(string path)
    {
        var segments = path.Split('/');
        var lib = Array.IndexOf(segments, "lib");
        return string.Join('/', segments.Skip(lib + 2));
    }

    private static bool IsShared(string target) =>
        target.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && !target.Contains('/', StringComparison.Ordinal) && SharedAssemblies.Contains(Path.GetFileNameWithoutExtension(target));
}
