using System.Globalization;
using System.Reflection;
using Reeve.Host.Packages.Archives;

namespace Reeve.Host.Packages;

/// <summary>Lays the files of packages out as one plugin's directory.</summary>
internal static class PluginLayout
{
    // What the agent takes of a plugin: docs/plugins.md.
    private const int MaxFiles = 4096;
    private const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>Writes the files.</summary>
    /// <param name="packages">The plugin's own package, and then those that it needs.</param>
    /// <param name="tree">An empty directory.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProviderException">They do not make a plugin.</exception>
    public static async Task WriteAsync(IReadOnlyList<FetchedPackage> packages, string tree, CancellationToken cancellationToken)
    {
        var own = packages[0];
        var assets = PackageAssets.OfPlugin(own.Archive.Files);
        if (assets.All(static asset => asset.Target != "plugin.json"))
        {
            throw PackageFailure.Invalid($"{own.Locked.Id} {own.Locked.Version} holds no plugin.json at its root; its author has to pack it.");
        }

        var written = new Dictionary<string, FetchedPackage>(StringComparer.OrdinalIgnoreCase);
        long bytes = 0;
        foreach (var (package, source, target) in packages.SelectMany((package, index) =>
            (index == 0 ? assets : PackageAssets.OfDependency(package.Archive.Files)).Select(asset => (package, asset.Source, asset.Target))))
        {
            bytes += package.Archive.LengthOf(source);
            if (written.Count >= MaxFiles || bytes > MaxBytes)
            {
                throw PackageFailure.Refused(string.Create(CultureInfo.InvariantCulture, $"{own.Locked.Id} {own.Locked.Version} needs more than {MaxFiles} files or {MaxBytes / 1024 / 1024} MiB."));
            }

            var path = Path.Combine(tree, target);
            if (written.TryAdd(target, package))
            {
                await package.Archive.ExtractAsync(source, path, cancellationToken);
            }
            else if (written[target] != own && target.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            {
                await ReplaceIfNewerAsync(package, source, path, cancellationToken);
            }
        }
    }

    // Two packages with one assembly: the newer one serves both, as when NuGet builds a program. The plugin's own files come first.
    private static async Task ReplaceIfNewerAsync(FetchedPackage package, string source, string path, CancellationToken cancellationToken)
    {
        var other = path + ".other";
        await package.Archive.ExtractAsync(source, other, cancellationToken);
        if (VersionOf(other) is { } version && version > VersionOf(path))
        {
            File.Move(other, path, overwrite: true);
        }
        else
        {
            File.Delete(other);
        }
    }

    private static Version? VersionOf(string path)
    {
        try
        {
            return AssemblyName.GetAssemblyName(path).Version;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }
}
