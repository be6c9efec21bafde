using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Inspection;

/// <summary>
/// The assemblies that every plugin shares with the host: the contract and the host's shared frameworks. Nothing else of the host,
/// so that a plugin never meets the host's version of a library by accident.
/// </summary>
internal sealed class HostAssemblies
{
    private readonly FrozenDictionary<string, string> _paths;
    private readonly ConcurrentDictionary<string, Version> _versions = new(StringComparer.OrdinalIgnoreCase);

    private HostAssemblies(IEnumerable<string> paths)
    {
        var contract = typeof(IPlugin).Assembly.GetName();
        ContractName = contract.Name!;
        _paths = paths
            .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        _versions[ContractName] = contract.Version!;
    }

    public static HostAssemblies Current { get; } = new(FrameworkAssemblies());

    /// <summary>The simple name of the contract's assembly.</summary>
    public string ContractName { get; }

    /// <summary>Whether an assembly comes from the host, whatever version a plugin asks for.</summary>
    public bool IsShared(string name) => name.Equals(ContractName, StringComparison.OrdinalIgnoreCase) || _paths.ContainsKey(name);

    /// <summary>The version that the host has of a shared assembly.</summary>
    public Version VersionOf(string name) => _versions.GetOrAdd(name, static (name, paths) => AssemblyName.GetAssemblyName(paths[name]).Version!, _paths);

    private static IEnumerable<string> FrameworkAssemblies()
    {
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var application = Path.GetFullPath(AppContext.BaseDirectory);
        if (IsInside(RuntimeEnvironment.GetRuntimeDirectory(), application))
        {
            // Self-contained: the frameworks lie among the host's own files; its dependency file tells them apart.
            var names = RuntimePackAssemblies();
            return trusted.Where(path => names.Contains(Path.GetFileName(path)));
        }

        // A framework's directory may hold files that the application overrides with newer ones; they are shared all the same.
        var directories = trusted.Select(path => Path.GetDirectoryName(path)!).Distinct().Where(path => !IsInside(path, application));
        return directories.SelectMany(directory => Directory.EnumerateFiles(directory, "*.dll"));

        static bool IsInside(string path, string directory) => Manifests.ConfinedPath.IsInside(
            Path.TrimEndingDirectorySeparator(directory), Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
    }

    private static HashSet<string> RuntimePackAssemblies()
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        var files = ((string?)AppContext.GetData("APP_CONTEXT_DEPS_FILES") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        foreach (var file in files.Where(File.Exists))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var target in document.RootElement.GetProperty("targets").EnumerateObject())
            {
                foreach (var library in target.Value.EnumerateObject().Where(library => library.Name.StartsWith("runtimepack.", StringComparison.Ordinal)))
                {
                    if (library.Value.TryGetProperty("runtime", out var assets))
                    {
                        names.UnionWith(assets.EnumerateObject().Select(asset => Path.GetFileName(asset.Name)));
                    }
                }
            }
        }

        return names;
    }
}
