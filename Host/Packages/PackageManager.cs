using Microsoft.Extensions.Logging;
using NuGet.Protocol.Core.Types;
using Reeve.Host.Packages.Feeds;
using Reeve.Host.Packages.Resolution;
using Reeve.Host.Packages.Store;
using Reeve.Host.Packages.Wire;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Packages;

/// <summary>The plugins of this process that were installed from packages.</summary>
internal sealed partial class PackageManager : IPackages, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly PackageOptions _options;
    private readonly PackageStore _store;
    private readonly PluginSwitcher _switcher;
    private readonly PackageChanges _changes;
    private readonly NuGetLog _log;
    private readonly ILogger _logger;

    /// <summary>Prepares it; nothing is read or written yet.</summary>
    /// <param name="options">Where, and how.</param>
    /// <param name="verifier">Tries plugins.</param>
    /// <param name="plugins">The plugins of the running agent; null where none runs.</param>
    /// <param name="loggers">Makes loggers.</param>
    public PackageManager(PackageOptions options, PluginVerifier verifier, IPluginManager? plugins, ILoggerFactory loggers)
    {
        _options = options;
        _logger = loggers.CreateLogger<PackageManager>();
        _log = new NuGetLog(loggers.CreateLogger<NuGetLog>());
        _store = new PackageStore(options.Directory);
        _switcher = new PluginSwitcher(_store, plugins);
        _changes = new PackageChanges(_store, new PluginStager(options, _store, verifier));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PackageState>> ListAsync(CancellationToken cancellationToken) => Task.Run(
        () => (IReadOnlyList<PackageState>)[.. _store.Ids.Select(id => Installed.Find(_store, id)).OfType<Installed>().Select(one => one.ToState(_store))], cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PackageState>> ListOutdatedAsync(PackageQuery query, CancellationToken cancellationToken)
    {
        using var cache = NewCache();
        var planner = NewPlanner(query.Source, query.OnlyConfiguredSources);
        var answers = await Task.WhenAll((await ListAsync(cancellationToken)).Select(one => Outdated.LookAsync(one, planner.Versions, query.Prerelease, cache, cancellationToken)));
        return [.. answers.Where(static one => one.Newest is not null || one.Note is not null)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FoundPackage>> SearchAsync(PackageQuery query, CancellationToken cancellationToken)
    {
        var feeds = PackageFeeds.Read(_options, query.Source, query.OnlyConfiguredSources, _log);
        var answers = await Task.WhenAll(feeds.All.Select(async feed => (feed.Name,
            Found: await feed.SearchAsync(query.Text, PluginStager.PackageType, query.Prerelease, query.Take, cancellationToken))));
        return
        [
            .. answers.SelectMany(static answer => answer.Found.Select(one => new FoundPackage
            {
                Id = one.Identity.Id,
                Version = one.Identity.Version.ToNormalizedString(),
                Description = one.Description ?? "",
                Authors = one.Authors ?? "",
                Source = answer.Name,
            })).Take(query.Take),
        ];
    }

    /// <inheritdoc/>
    public Task<LockDocument> LockAsync(CancellationToken cancellationToken) => Task.Run(
        () => new LockDocument { Plugins = [.. _store.Ids.Select(id => Installed.Find(_store, id)).OfType<Installed>().Select(static one => one.Record.Locked)] }, cancellationToken);

    /// <inheritdoc/>
    public async Task<PackageReport> ChangeAsync(PackageVerb verb, PackageRequest request, IProgress<PackageStep> progress, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _store.Prepare();
            using var cache = NewCache();
            return await ChangeAsync(verb, new ChangeContext(request, new Lazy<PackagePlanner>(() => NewPlanner(request.Source, request.OnlyConfiguredSources)), cache, progress), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Transient, $"The packages in {_options.Directory} cannot be changed: {exception.Message}", exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<PackageReport> ChangeAsync(PackageVerb verb, ChangeContext context, CancellationToken cancellationToken)
    {
        var changes = await _changes.PrepareAsync(verb, context, cancellationToken);
        if (context.Request.DryRun)
        {
            return new PackageReport { DryRun = true, Changes = [.. changes.Select(static one => one.Change)] };
        }

        var switches = changes.Select(static one => one.Switch).OfType<PluginSwitch>().ToArray();
        foreach (var one in switches)
        {
            context.Progress.Report(new PackageStep { Phase = "switch", Package = one.Id });
        }

        var notes = await _switcher.SwitchAsync(switches);
        foreach (var change in changes.Select(static one => one.Change).Where(static change => change.Action != "unchanged"))
        {
            Changed(change.Action, change.Id, change.From ?? "none", change.To ?? "none", change.Source ?? "none");
        }

        return new PackageReport { Changes = [.. changes.Select(one => notes.TryGetValue(one.Change.Id, out var note) ? one.Change with { Notes = [note] } : one.Change)] };
    }

    private PackagePlanner NewPlanner(string? source, bool onlyConfigured) =>
        new(PackageFeeds.Read(_options, source, onlyConfigured, _log), _options.Contract, _log);

    // What a feed said half an hour ago is of no use to whoever has just published something.
    private static SourceCacheContext NewCache() => new() { NoCache = true };
}
