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
    private readonly GuardIdentity _identity;
    private readonly InstanceMaker<T> _maker;
    private readonly Retirement<T> _retirement;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();
    private Revival? _revival;
    private bool _started;

    protected Guard(ProviderKind kind, string provider, ProviderInstance instance, GuardServices services)
    {
        (_identity, Services) = (new GuardIdentity(kind, provider, instance), services);
        _logger = services.LoggerFactory.CreateLogger($"Reeve.Runtime.Plugins.Guards.{ProviderInfo.KindText(kind)}");
        Calls = new GuardCalls<T>(Gate, _identity, services, _logger);
        Watches = new GuardWatches<T>(Gate, Calls, services.TimeProvider, _logger);
        _maker = new InstanceMaker<T>(_identity, Calls, services, _logger);
        _retirement = new Retirement<T>(_identity, Gate, _maker, services, _logger);
    }

    public ProviderInstance Instance => _identity.Instance;

    protected GuardServices Services { get; }

    protected CallDeadlines Deadlines => Services.Options.Calls;

    protected Gate<T> Gate { get; } = new();

    protected GuardCalls<T> Calls { get; }

    protected GuardWatches<T> Watches { get; }

    protected string Label => _identity.Label;

    /// <summary>Start, replacement, removal and the end come one after another.</summary>
    protected Turns Lifecycle { get; } = new();

    protected bool IsDisposed { get; private set; }

    /// <summary>The user disposes the guard.</summary>
    protected CancellationToken Closing => _closing.Token;

    /// <summary>The host's objects that stand before the capabilities.</summary>
    protected abstract object Capabilities { get; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var turn = await Lifecycle.TakeAsync(cancellationToken);
        var generation = Gate.Current ?? throw new ProviderException(ErrorReason.Transient, $"The plugin of {Label} is not there now.");
        try
        {
            await _maker.StartAsync(generation, Remember, cancellationToken);
            _started = true;
        }
        catch (Exception exception) when (exception is ProviderException or OperationCanceledException)
        {
            // The start may still be running; the next try gets an object that knows nothing of it.
            await RenewAsync(generation);
            throw;
        }
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
        new ProviderHold(await Gate.EnterAsync(EntryKind.Hold, cancellationToken), HoldEnded);

    public bool TryReserve() => Gate.TryReserve();

    public void Unreserve() => Gate.Unreserve();

    public async Task AttachAsync(LoadedPlugin plugin)
    {
        using var turn = await Lifecycle.TakeAsync(CancellationToken.None);
        await StopRevivalAsync();
        if (IsDisposed)
        {
            return;
        }

        if (!_started)
        {
            Gate.Open(await _maker.MakeAsync(plugin));
        }
        else if (await TryServeAsync(plugin) is { } failure)
        {
            Revive(plugin, failure);
        }
    }

    public virtual async Task<string?> ReplaceAsync(LoadedPlugin next)
    {
        using var turn = await Lifecycle.TakeAsync(CancellationToken.None);
        await StopRevivalAsync();
        if (IsDisposed)
        {
            return null;
        }

        var former = Gate.Current;
        await _retirement.DrainAsync(former, Closing);
        await _retirement.StopAsync(former, Closing);
        var failure = await TryServeAsync(next);
        if (failure is not null && former is not null && await TryServeAsync(former.Plugin) is { } second)
        {
            // Both fail: it is the backend rather than the code. The old code is tried until it serves.
            Revive(former.Plugin, second);
        }

        CountReplacement(failure is null);
        return failure;
    }

    public async Task DetachAsync(string reason)
    {
        using var turn = await Lifecycle.TakeAsync(CancellationToken.None);
        await StopRevivalAsync();
        if (IsDisposed)
        {
            return;
        }

        var former = Gate.Current;
        await _retirement.DrainAsync(former, Closing);
        await _retirement.StopAsync(former, Closing);
        Gate.Refuse(reason);
    }

    public async ValueTask DisposeAsync()
    {
        // A replacement that is under way need not be patient any more.
        await _closing.CancelAsync();
        using (await Lifecycle.TakeAsync(CancellationToken.None))
        {
            if (IsDisposed)
            {
                return;
            }

            IsDisposed = true;
            await StopRevivalAsync();
            await _retirement.StopAsync(Gate.Current, Closing);
            Gate.Refuse($"{Label} is closed.");
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

    /// <summary>Makes an object, starts it if the user had started one, and lets callers in.</summary>
    /// <returns>Null, or why that failed; nothing is left of it then.</returns>
    protected async Task<string?> TryServeAsync(LoadedPlugin plugin)
    {
        Generation<T>? generation = null;
        try
        {
            _maker.CheckOptions(plugin);
            generation = await _maker.MakeAsync(plugin);
            if (_started)
            {
                await _maker.StartAsync(generation, Remember, Closing);
                await PrepareAsync(generation.Target);
            }

            Gate.Open(generation);
            return null;
        }
        catch (Exception exception) when (exception is ProviderException or OperationCanceledException)
        {
            if (generation is not null)
            {
                await _maker.ReleaseAsync(generation);
            }

            return exception.Message;
        }
    }

    protected Task ReleaseAsync(Generation<T> generation) => _maker.ReleaseAsync(generation);

    protected void CountReplacement(bool succeeded) => Services.Metrics.Replaced(_identity.Tags, succeeded);

    protected async Task StopRevivalAsync()
    {
        if (Interlocked.Exchange(ref _revival, null) is { } revival)
        {
            await revival.DisposeAsync();
        }
    }

    private async Task RenewAsync(Generation<T> generation)
    {
        Gate.Close();
        await _maker.ReleaseAsync(generation);
        try
        {
            Gate.Open(await _maker.MakeAsync(generation.Plugin));
        }
        catch (ProviderException exception)
        {
            Gate.Refuse(exception.Message);
        }
    }

    private void Revive(LoadedPlugin plugin, string failure)
    {
        StartFailed(Label, failure);
        Gate.Refuse($"{Label} does not start: {failure}");
        _revival = new Revival(Services.TimeProvider, async cancellationToken =>
        {
            using var turn = await Lifecycle.TakeAsync(cancellationToken);
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
}
