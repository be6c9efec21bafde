using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Reeve.Plugins;
using Reeve.Runtime.Plugins.Loading;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Stands before an instance of a provider for as long as its user keeps it, whatever becomes of the plugin meanwhile.</summary>
/// <remarks>
/// <code>
///   user ──► guard ──► gate ──► generation (an object of the plugin, who is inside it)
///                       │
///    replacing:  1. drain   sessions end by themselves, or the drain deadline passes; everything else goes on
///                2. close   callers wait; watches end; calls in flight get the swap pause, then are cut
///                3. stop    the old object is disposed
///                4. start   an object of the new code; if that fails, one of the old code again
///                5. open    callers go on
/// </code>
/// A proxy differs: <see cref="GuardedProxyProvider"/>.
/// </remarks>
internal abstract partial class Guard<T> : IProvider, ICapabilities, IProviderHold, IGuard
    where T : class, IProvider
{
    private readonly SemaphoreSlim _lifecycle = new(1);
    private readonly ILogger _logger;
    private Revival? _revival;
    private bool _started;

    protected Guard(ProviderKind kind, string provider, ProviderInstance instance, GuardServices services)
    {
        (Kind, Provider, Instance, Services) = (kind, provider, instance, services);
        Label = $"{provider} of {instance.Name}";
        Tags = new TagList
        {
            { "reeve.provider.kind", ProviderInfo.KindText(kind) }, { "reeve.provider.name", provider }, { "reeve.provider.instance", instance.Name },
        };
        _logger = services.LoggerFactory.CreateLogger($"Reeve.Runtime.Plugins.Guards.{ProviderInfo.KindText(kind)}");
        Calls = new GuardCalls<T>(Gate, Label, Tags, services.Metrics, services.TimeProvider, _logger);
    }

    public ProviderKind Kind { get; }

    public string Provider { get; }

    public ProviderInstance Instance { get; }

    protected GuardServices Services { get; }

    protected CallDeadlines Deadlines => Services.Options.Calls;

    protected Gate<T> Gate { get; } = new();

    protected bool IsDisposed { get; private set; }

    protected GuardCalls<T> Calls { get; }

    protected string Label { get; }

    protected TagList Tags { get; }

    /// <summary>The host's objects that stand before the capabilities.</summary>
    protected abstract object Capabilities { get; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(cancellationToken);
        var generation = Gate.Current ?? throw new ProviderException(ErrorReason.Transient, $"The plugin of {Label} is not there now.");
        await StartTargetAsync(generation, cancellationToken);
        _started = true;
    }

    public TCapability? Find<TCapability>()
        where TCapability : class
    {
        if (typeof(TCapability) == typeof(IProviderHold))
        {
            return this as TCapability;
        }

        // What the host does not guard never leaves.
        if (Capabilities is not TCapability guarded)
        {
            return null;
        }

        // While the plugin is being replaced nobody knows; a call waits then and says so itself if the new code lacks the capability.
        using var entry = Gate.TryEnter();
        return entry is null || entry.Target.Capability<TCapability>() is not null ? guarded : null;
    }

    public async Task<IDisposable> HoldAsync(CancellationToken cancellationToken) =>
        new Hold(await Gate.EnterAsync(EntryKind.Hold, cancellationToken), HoldEnded);

    public bool TryReserve() => Gate.TryReserve();

    public void Unreserve() => Gate.Unreserve();

    public async Task AttachAsync(LoadedPlugin plugin)
    {
        using var turn = await TurnAsync(CancellationToken.None);
        await StopRevivalAsync();
        if (IsDisposed)
        {
            return;
        }

        if (!_started)
        {
            Gate.Open(await MakeAsync(plugin));
            return;
        }

        if (await TryServeAsync(plugin) is { } failure)
        {
            Revive(plugin, failure);
        }
    }

    public virtual async Task<string?> ReplaceAsync(LoadedPlugin next)
    {
        using var turn = await TurnAsync(CancellationToken.None);
        await StopRevivalAsync();
        if (IsDisposed)
        {
            return null;
        }

        var former = Gate.Current;
        await DrainAsync(former);
        await StopServingAsync(former);
        var failure = await TryServeAsync(next);
        if (failure is not null && former is not null && await TryServeAsync(former.Plugin) is { } second)
        {
            // Both fail: it is the backend rather than the code. The old code is tried until it serves.
            Revive(former.Plugin, second);
        }

        Services.Metrics.Replaced(Tags, failure is null);
        return failure;
    }

    public async Task DetachAsync(string reason)
    {
        using var turn = await TurnAsync(CancellationToken.None);
        await StopRevivalAsync();
        if (IsDisposed)
        {
            return;
        }

        var former = Gate.Current;
        await DrainAsync(former);
        await StopServingAsync(former);
        Gate.Refuse(reason);
    }

    public async ValueTask DisposeAsync()
    {
        using (await TurnAsync(CancellationToken.None))
        {
            if (IsDisposed)
            {
                return;
            }

            IsDisposed = true;
            await StopRevivalAsync();
            await StopServingAsync(Gate.Current);
            Gate.Refuse($"{Label} is closed");
        }

        Services.Closed(this);
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes what is constant while the object serves. Called once it is started.</summary>
    protected virtual void Remember(T target)
    {
    }

    /// <summary>Brings a started object to where the former one was.</summary>
    protected virtual Task PrepareAsync(T target) => Task.CompletedTask;

    protected async Task<IDisposable> TurnAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(cancellationToken);
        return new Turn(_lifecycle);
    }

    /// <summary>Makes an object, starts it if the user had started one, and lets callers in.</summary>
    /// <returns>Null, or why that failed; nothing is left of it then.</returns>
    protected async Task<string?> TryServeAsync(LoadedPlugin plugin)
    {
        Generation<T>? generation = null;
        try
        {
            CheckOptions(plugin);
            generation = await MakeAsync(plugin);
            if (_started)
            {
                await StartTargetAsync(generation, CancellationToken.None);
                await PrepareAsync(generation.Target);
            }

            Gate.Open(generation);
            return null;
        }
        catch (ProviderException exception)
        {
            if (generation is not null)
            {
                await ReleaseAsync(generation);
            }

            return exception.Message;
        }
    }

    protected async Task ReleaseAsync(Generation<T> generation)
    {
        try
        {
            await Calls.InvokeAsync("dispose", Deadlines.Dispose, _ => generation.Target.DisposeAsync().AsTask(), CancellationToken.None);
        }
        catch (ProviderException exception)
        {
            DisposeFailed(Label, exception.Message);
        }

        generation.Dispose();
    }

    protected async Task StopRevivalAsync()
    {
        if (Interlocked.Exchange(ref _revival, null) is { } revival)
        {
            await revival.DisposeAsync();
        }
    }

    private async Task DrainAsync(Generation<T>? generation)
    {
        if (generation is not null
            && !await generation.EmptiedAsync(Services.Options.DrainDeadline, Services.TimeProvider, EntryKind.Session))
        {
            SessionsCut(Label, generation.Count(EntryKind.Session));
        }
    }

    private async Task StopServingAsync(Generation<T>? generation)
    {
        Gate.Close();
        if (generation is null)
        {
            return;
        }

        await generation.EndWatchesAsync();
        if (!IsDisposed && !await generation.EmptiedAsync(Services.Options.SwapPause, Services.TimeProvider, EntryKind.Call, EntryKind.Watch))
        {
            CallsCut(Label, generation.Count(EntryKind.Call));
        }

        await generation.CutAsync();
        await generation.EmptiedAsync(Services.Options.SwapPause, Services.TimeProvider, EntryKind.Call, EntryKind.Session, EntryKind.Watch);
        await ReleaseAsync(generation);
    }

    private void CheckOptions(LoadedPlugin plugin)
    {
        var info = plugin.Find(Kind, Provider)
            ?? throw new ProviderException(ErrorReason.Unsupported, $"The plugin {plugin.Manifest.Id} {plugin.Manifest.Version} has no {ProviderInfo.KindText(Kind)} {Provider}, which {Instance.Name} uses.");
        var errors = info.Options.Validate(Instance.Options, "options");
        if (errors.Count > 0)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The options of {Instance.Name} do not fit: {string.Join("; ", errors)}.") { Field = errors[0].Field };
        }
    }

    private async Task<Generation<T>> MakeAsync(LoadedPlugin plugin)
    {
        var meter = new Meter($"Reeve.Provider.{Provider}", plugin.Manifest.Version.Text, [new("reeve.provider.instance", Instance.Name)]);
        var context = new ProviderContext
        {
            Name = Instance.Name,
            Owner = Instance.Owner,
            Options = Instance.Options,
            StateDirectory = Instance.StateDirectory,
            Logger = Services.LoggerFactory.CreateLogger($"Reeve.Provider.{Provider}.{Instance.Name}"),
            TimeProvider = Services.TimeProvider,
            Meter = meter,
        };
        T? target = null;
        try
        {
            await Calls.InvokeAsync("create", Deadlines.Start, _ => Task.FromResult(target = plugin.Create<T>(Kind, Provider, context)), CancellationToken.None);
            return new Generation<T>(target!, plugin, meter);
        }
        catch
        {
            meter.Dispose();
            throw;
        }
    }

    private async Task StartTargetAsync(Generation<T> generation, CancellationToken cancellationToken)
    {
        await Calls.InvokeAsync("start", Deadlines.Start, generation.Target.StartAsync, cancellationToken);
        await Calls.InvokeAsync("features", Deadlines.Start, token => Task.Run(() => Remember(generation.Target), token), cancellationToken);
    }

    private void Revive(LoadedPlugin plugin, string failure)
    {
        StartFailed(Label, failure);
        Gate.Refuse($"{Label} does not start: {failure}");
        _revival = new Revival(Services.TimeProvider, async cancellationToken =>
        {
            using var turn = await TurnAsync(cancellationToken);
            return IsDisposed || cancellationToken.IsCancellationRequested || await TryServeAsync(plugin) is null;
        });
    }

    private void HoldEnded()
    {
        if (Gate.Current is not { } generation || generation.Count(EntryKind.Hold) == 0)
        {
            Services.HoldsEnded(this);
        }
    }

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }

    private sealed class Hold(Entry<T> entry, Action ended) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                entry.Dispose();
                ended();
            }
        }
    }
}
