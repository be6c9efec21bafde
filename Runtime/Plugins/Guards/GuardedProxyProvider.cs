using Microsoft.Extensions.Logging;
using Reeve.Plugins;
using Reeve.Proxies;
using Reeve.Runtime.Plugins.Loading;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>
/// The guard of <see cref="IProxyProvider"/>. It replaces without a gap: the new object starts and gets the last snapshot while the old
/// one still serves; then callers go to the new one, and the old one drains and is disposed.
/// </summary>
internal sealed partial class GuardedProxyProvider : Guard<IProxyProvider>, IProxyProvider, IProxyDrain
{
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _applying = new(1);
    private volatile ProxyCapabilities? _capabilities;
    private volatile ProxySnapshot? _snapshot;

    public GuardedProxyProvider(string provider, ProviderInstance instance, GuardServices services)
        : base(ProviderKind.Proxy, provider, instance, services) => _logger = services.LoggerFactory.CreateLogger<GuardedProxyProvider>();

    ProxyCapabilities IProxyProvider.Capabilities => _capabilities ?? throw new ProviderException(ErrorReason.Transient, $"{Label} was not started yet.");

    protected override object Capabilities => this;

    public async Task ApplyAsync(ProxySnapshot snapshot, CancellationToken cancellationToken)
    {
        // One after another, and none between the new object's snapshot and its first caller.
        await _applying.WaitAsync(cancellationToken);
        try
        {
            await Calls.CallAsync(EntryKind.Call, "apply", Deadlines.Proxy, (target, token) => target.ApplyAsync(snapshot, token).Answered(), cancellationToken);
            _snapshot = snapshot;
        }
        finally
        {
            _applying.Release();
        }
    }

    public Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken) => Calls.CallAsync(
        EntryKind.Call, "observe", Deadlines.Proxy, async (target, token) => Detached.From(await target.ObserveAsync(token)), cancellationToken);

    public Task<int> DrainAsync(TimeSpan deadline, CancellationToken cancellationToken) => Calls.CallAsync(
        EntryKind.Call, "drain", deadline + Deadlines.Proxy, (target, token) => target.Capability<IProxyDrain>()?.DrainAsync(deadline, token) ?? Task.FromResult(0), cancellationToken);

    public override async Task<string?> ReplaceAsync(LoadedPlugin next)
    {
        using var turn = await Lifecycle.TakeAsync(CancellationToken.None);
        await StopRevivalAsync();
        if (IsDisposed)
        {
            return null;
        }

        Generation<IProxyProvider>? former;
        string? failure;
        await _applying.WaitAsync(CancellationToken.None);
        try
        {
            former = Gate.Current;
            failure = await TryServeAsync(next);
        }
        finally
        {
            _applying.Release();
        }

        if (failure is null && former is not null)
        {
            await RetireAsync(former);
        }

        CountReplacement(failure is null);
        return failure;
    }

    protected override void Remember(IProxyProvider target) => _capabilities = Detached.From(target.Capabilities);

    protected override async Task PrepareAsync(IProxyProvider target)
    {
        if (_snapshot is { } snapshot)
        {
            await Calls.InvokeAsync("apply", Deadlines.Proxy, token => target.ApplyAsync(snapshot, token), CancellationToken.None);
        }
    }

    private async Task RetireAsync(Generation<IProxyProvider> former)
    {
        try
        {
            if (former.Target.Capability<IProxyDrain>() is { } drain)
            {
                var deadline = Services.Options.DrainDeadline;
                await Calls.InvokeAsync("drain", deadline + Deadlines.Proxy, token => drain.DrainAsync(deadline, token), Closing);
            }
        }
        catch (Exception exception) when (exception is ProviderException or OperationCanceledException)
        {
            DrainFailed(Label, exception.Message);
        }

        await former.EmptiedAsync(Services.Options.SwapPause, Services.TimeProvider, Closing, EntryKind.Call);
        await former.CutAsync();
        await ReleaseAsync(former);
    }
}
