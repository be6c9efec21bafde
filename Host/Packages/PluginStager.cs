using NuGet.Protocol.Core.Types;
using Reeve.Host.Packages.Archives;
using Reeve.Host.Packages.Resolution;
using Reeve.Host.Packages.Store;
using Reeve.Host.Packages.Wire;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Packages;

/// <summary>Makes plugins of packages: downloads, verifies, lays out, tries. What serves is not touched.</summary>
/// <param name="options">Limits and policy.</param>
/// <param name="store">Where it is done.</param>
/// <param name="verifier">Tries plugins.</param>
internal sealed class PluginStager(PackageOptions options, PackageStore store, PluginVerifier verifier)
{
    /// <summary>The type of a package that holds a plugin.</summary>
    public const string PackageType = "ReevePlugin";

    private readonly PackageFetcher _fetcher = new(options);

    /// <summary>Makes a plugin.</summary>
    /// <exception cref="ProviderException">A package is not what it should be, or the plugin cannot be used.</exception>
    public async Task<StagedPlugin> StageAsync(PackagePlan plan, SourceCacheContext cache, IProgress<PackageStep> progress, CancellationToken cancellationToken)
    {
        var directory = store.Stage();
        try
        {
            var record = await StageAsync(plan, directory, cache, progress, cancellationToken);
            return new StagedPlugin(directory, record);
        }
        catch
        {
            Directory.Delete(directory, recursive: true);
            throw;
        }
    }

    private async Task<PackageRecord> StageAsync(PackagePlan plan, string directory, SourceCacheContext cache, IProgress<PackageStep> progress, CancellationToken cancellationToken)
    {
        var tree = PackageStore.TreeOf(directory);
        Directory.CreateDirectory(tree);
        var packages = Path.Combine(directory, "packages");
        Directory.CreateDirectory(packages);
        List<FetchedPackage> fetched = [];
        try
        {
            // 1. Everything is there and is what it should be …
            foreach (var package in plan.All)
            {
                fetched.Add(await _fetcher.FetchAsync(package, packages, cache, progress, cancellationToken));
            }

            // 2. … before anything is unpacked.
            var root = fetched[0];
            RootCheck.Check(root.Archive.Reader, plan, options.Contract);
            progress.Report(new PackageStep { Phase = "layOut", Package = plan.Root.ToString() });
            await PluginLayout.WriteAsync(fetched, tree, cancellationToken);

            // 3. It is tried as the agent will load it.
            progress.Report(new PackageStep { Phase = "try", Package = plan.Root.ToString() });
            var plugin = await TryAsync(plan, tree, cancellationToken);
            return new PackageRecord
            {
                Locked = new LockedPlugin { Package = root.Locked, Range = plan.Range, Dependencies = [.. fetched.Skip(1).Select(static one => one.Locked)] },
                PluginId = plugin.Id,
                Source = root.Source,
                Signer = root.Signer,
                Tree = await PackageTree.DigestAsync(tree, cancellationToken),
            };
        }
        finally
        {
            fetched.ForEach(static one => one.Dispose());
            Directory.Delete(packages, recursive: true);
        }
    }

    private async Task<PluginInfo> TryAsync(PackagePlan plan, string tree, CancellationToken cancellationToken)
    {
        var verification = await verifier.VerifyAsync(tree, cancellationToken);
        if (!verification.Succeeded)
        {
            var reasons = verification.Findings.Where(static finding => finding.IsError).Select(static finding => finding.Message.TrimEnd('.'));
            throw PackageFailure.Invalid($"The plugin in {plan.Root} cannot be used: {string.Join("; ", reasons)}.");
        }

        var version = plan.Root.Package.Version.ToNormalizedString();
        return verification.Plugin.Version.Split('+')[0].Equals(version, StringComparison.OrdinalIgnoreCase)
            ? verification.Plugin
            : throw PackageFailure.Invalid($"plugin.json of {plan.Root} says version {verification.Plugin.Version}; its author has to make both agree.");
    }
}
