using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Reeve.Runtime.Plugins.Inspection;
using Reeve.Runtime.Plugins.Manifests;

namespace Reeve.Runtime.Plugins.Loading;

/// <summary>
/// The world of one plugin. The contract and the host's frameworks come from the host, by simple name, whatever version is asked for and
/// whatever copy the plugin brings; all else comes from the plugin's directory or not at all.
/// </summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly string _directory;
    private readonly HostAssemblies _host;
    private readonly AssemblyDependencyResolver _resolver;

    /// <exception cref="InvalidOperationException">The plugin's <c>.deps.json</c> cannot be read.</exception>
    public PluginLoadContext(string name, string assemblyPath, HostAssemblies host)
        : base(name, isCollectible: true)
    {
        _directory = Path.GetDirectoryName(assemblyPath)!;
        _host = host;
        _resolver = new AssemblyDependencyResolver(assemblyPath);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Plugins are not known when the host is built; the host is not trimmed.")]
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (_host.IsShared(name))
        {
            // With the version kept, a plugin built against a newer patch would not find the host's and bring a second contract.
            return Default.LoadFromAssemblyName(new AssemblyName(name));
        }

        var path = _resolver.ResolveAssemblyToPath(assemblyName) ?? Path.Combine(_directory, assemblyName.CultureName ?? "", name + ".dll");
        if (File.Exists(path) && IsOwn(path))
        {
            return LoadFromAssemblyPath(path);
        }

        // Null would let the default context answer, and with it the host's private libraries. Translations may be missing.
        return string.IsNullOrEmpty(assemblyName.CultureName)
            ? throw new FileNotFoundException($"{assemblyName.Name} {assemblyName.Version} is not in the plugin's directory.", name + ".dll")
            : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        var path = _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) ?? NativeCandidates(unmanagedDllName).FirstOrDefault(File.Exists);
        return path is not null && IsOwn(path) ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
    }

    private IEnumerable<string> NativeCandidates(string name)
    {
        if (ConfinedPath.Problem(name) is not null)
        {
            return [];
        }

        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        string[] names = [name, name + extension, $"lib{name}{extension}", $"lib{name}"];
        string[] directories =
        [
            Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
            Path.Combine("runtimes", PortableIdentifier(), "native"),
            "",
        ];
        return directories.SelectMany(directory => names.Select(file => Path.Combine(_directory, directory, file)));
    }

    private static string PortableIdentifier()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    // A dependency file may name anything; what lies outside is not the plugin's.
    private bool IsOwn(string path) => ConfinedPath.IsInside(ConfinedPath.RealPath(_directory), ConfinedPath.RealPath(path));
}
