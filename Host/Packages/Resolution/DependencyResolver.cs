using NuGet.DependencyResolver;
using NuGet.LibraryModel;
using NuGet.Packaging.Core;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;
using Reeve.Host.Packages.Feeds;

namespace Reeve.Host.Packages.Resolution;

/// <summary>Finds out what a plugin needs, by NuGet's own resolver: the lowest version that fits, the nearest wins, a downgrade is an error.</summary>
internal sealed class DependencyResolver(PackageFeeds feeds, NuGetLog log)
{
    private const int MaxPackages = 200;

    /// <summary>Resolves the dependencies of a version.</summary>
    /// <exception cref="ProviderException">One cannot be had, or they contradict each other.</exception>
    public async Task<IReadOnlyList<PlannedPackage>> ResolveAsync(FeedVersion root, SourceCacheContext cache, CancellationToken cancellationToken)
    {
        var context = new RemoteWalkContext(cache, feeds.Mapping, log);
        foreach (var feed in feeds.All)
        {
            context.RemoteLibraryProviders.Add(new FeedProvider(feed, cancellationToken));
        }

        var version = root.Package.Version;
        var exact = new VersionRange(version, includeMinVersion: true, version, includeMaxVersion: true);
        var graph = await new RemoteDependencyWalker(context).WalkAsync(
            new LibraryRange(root.Package.Id, exact, LibraryDependencyTarget.Package), ContractCheck.Framework, runtimeIdentifier: null, runtimeGraph: null, recursive: true);
        Check(graph);
        var packages = new SortedDictionary<string, PlannedPackage>(StringComparer.OrdinalIgnoreCase);
        graph.ForEach(node => Add(node, packages, root.Package.Id));
        return packages.Count <= MaxPackages
            ? [.. packages.Values]
            : throw PackageFailure.Refused($"{root.Package.Id} needs {packages.Count} packages; a plugin may need {MaxPackages} at most.");
    }

    private static void Check(GraphNode<RemoteResolveResult> graph)
    {
        var analysis = graph.Analyze();
        if (analysis.Cycles is [var cycle, ..])
        {
            throw PackageFailure.Invalid($"The packages depend on each other in a circle: {cycle.GetPath()}. Ask for another version with --version.", "version");
        }

        if (analysis.Downgrades is [var downgrade, ..])
        {
            throw PackageFailure.Invalid(
                $"{downgrade.DowngradedFrom.GetPathWithLastRange()} needs a newer version than {downgrade.DowngradedTo.GetPathWithLastRange()} allows. Ask for another version with --version.", "version");
        }

        if (analysis.VersionConflicts is [var conflict, ..])
        {
            throw PackageFailure.Invalid(
                $"{conflict.Selected.GetPathWithLastRange()} and {conflict.Conflicting.GetPathWithLastRange()} contradict each other. Ask for another version with --version.", "version");
        }
    }

    private void Add(GraphNode<RemoteResolveResult> node, SortedDictionary<string, PlannedPackage> packages, string root)
    {
        if (node.Disposition == Disposition.Rejected || node.Item is not { Key: { } key } || key.Name.Equals(root, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (key.Type == LibraryType.Unresolved || node.Item.Data.Match.Provider is not FeedProvider provider)
        {
            var places = string.Join(", ", feeds.For(key.Name).Select(static feed => feed.Name));
            throw PackageFailure.NotFound(
                $"{node.OuterNode?.GetIdAndVersionOrRange() ?? root} needs {node.Key.Name} {node.Key.VersionRange?.PrettyPrint()}, and {places} has none; add a source that has it to NuGet.Config.", "source");
        }

        packages[key.Name] = new PlannedPackage(new PackageIdentity(key.Name, key.Version), [provider.Feed], ContentHash: null);
    }
}
