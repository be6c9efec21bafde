using System.Runtime.CompilerServices;
using Reeve.Runtime.Plugins.Discovery;
using Reeve.Runtime.Plugins.Inspection;
using Reeve.Runtime.Plugins.Linked;

namespace Reeve.Runtime.Plugins.Loading;

/// <inheritdoc/>
internal sealed class PluginLoader(ShadowCopies copies, UnloadMonitor monitor, TimeSpan deadline, TimeProvider timeProvider) : IPluginLoader
{
    public async Task<LoadedPlugin> LoadAsync(PluginCandidate candidate, CancellationToken cancellationToken)
    {
        if (candidate.Linked is { } linked)
        {
            return LinkedCandidates.Load(candidate, linked);
        }

        var copy = TakeCopy(candidate);
        var start = Begin(candidate, copy);

        // A thread of its own: what hangs in a constructor must not take one from the pool.
        var run = Task.Factory.StartNew(start.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await run.WaitAsync(deadline, timeProvider, cancellationToken);
            var factories = start.Factories!;
            CheckProviders(candidate, factories.Keys);
            return new LoadedPlugin(candidate, copy, start.Context!, factories);
        }
        catch (TimeoutException)
        {
            // It may still fail one day; nobody waits for that.
            _ = run.ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            Abandon(start, candidate);
            throw new PluginLoadException(
                PluginStatus.Malfunctioned, $"Its constructor and Register did not end within {deadline.TotalSeconds:0.#} s; it may only register there.");
        }
        catch (Exception exception) when (exception is PluginLoadException or OperationCanceledException)
        {
            Abandon(start, candidate);
            throw;
        }
    }

    public void Unload(LoadedPlugin plugin)
    {
        if (plugin.Unload() is { } context)
        {
            monitor.Track(context, $"{plugin.Manifest.Id} {plugin.Manifest.Version}");
        }
    }

    private string TakeCopy(PluginCandidate candidate)
    {
        try
        {
            return copies.Take(candidate.Id, candidate.Digest, candidate.Files);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginLoadException(PluginStatus.Malfunctioned, $"Its files cannot be copied to {candidate.Id} in the cache: {exception.Message}", passing: true);
        }
    }

    private static PluginStart Begin(PluginCandidate candidate, string copy)
    {
        var path = Path.Combine(copy, candidate.Manifest!.Assembly);
        try
        {
            var context = new PluginLoadContext($"{candidate.Id} {candidate.Manifest.Version}", path, HostAssemblies.Current);
            return new PluginStart(context, path, candidate.EntryType!);
        }
        catch (InvalidOperationException exception)
        {
            throw new PluginLoadException(PluginStatus.Malfunctioned, $"Its .deps.json cannot be read: {exception.Message}");
        }
    }

    // Out of line, so that no local of the caller holds the context.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Abandon(PluginStart start, PluginCandidate candidate)
    {
        if (start.Context is { } context)
        {
            monitor.Track(new WeakReference(context, trackResurrection: true), $"{candidate.Id} {candidate.Manifest!.Version}");
            context.Unload();
            start.Forget();
        }
    }

    private static void CheckProviders(PluginCandidate candidate, IEnumerable<(ProviderKind Kind, string Name)> registered)
    {
        var actual = registered.Select(key => $"{ProviderInfo.KindText(key.Kind)} {key.Name}").ToArray();
        if (candidate.Manifest!.Provides is not { } promised)
        {
            return;
        }

        var missing = promised.Select(provider => provider.ToString()).Except(actual).ToArray();
        var surplus = actual.Except(promised.Select(provider => provider.ToString())).ToArray();
        if (missing.Length + surplus.Length > 0)
        {
            throw new PluginLoadException(
                PluginStatus.Malfunctioned,
                "What it registers differs from plugin.json:"
                + (missing.Length > 0 ? $" not registered: {string.Join(", ", missing)};" : "")
                + (surplus.Length > 0 ? $" not in plugin.json: {string.Join(", ", surplus)};" : "")
                + " make both agree.");
        }
    }
}
