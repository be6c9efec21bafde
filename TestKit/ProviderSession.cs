using Reeve.Plugins;

namespace Reeve.TestKit;

/// <summary>One opened provider, closed and opened again as a restarted agent does, and the watch that runs beside it.</summary>
/// <typeparam name="TProvider">The contract.</typeparam>
internal abstract class ProviderSession<TProvider>(ProviderTarget target) : IAsyncDisposable
    where TProvider : class, IProvider
{
    private readonly WorkDirectory _directory = new(target.WorkDirectory);
    private OpenedPlugin? _plugin;
    private TProvider? _provider;
    private CancellationTokenSource? _watching;
    private Task _watch = Task.CompletedTask;

    public Owner Owner { get; } = new() { Cluster = Guid.NewGuid().ToString("n"), Node = "conformance" };

    public TProvider Provider => _provider ?? throw new InvalidOperationException("The provider is closed.");

    /// <summary>Whether the present watch has said that its listing is complete.</summary>
    public bool Synced { get; protected set; }

    /// <summary>A directory that containers write to.</summary>
    public string Files => PathOf("files");

    protected ProviderTarget Target => target;

    /// <summary>Opens the provider for the first time; closes it again if a check of it fails.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(Owner, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes the provider and loads the plugin anew; what runs is left alone.</summary>
    /// <param name="owner">Another owner, or null for the same one.</param>
    /// <param name="whileClosed">Something to do between.</param>
    public async Task ReopenAsync(CancellationToken cancellationToken, Owner? owner = null, Func<Task>? whileClosed = null)
    {
        await CloseAsync().ConfigureAwait(false);
        if (whileClosed is not null)
        {
            await whileClosed().ConfigureAwait(false);
        }

        Forget();
        await OpenAsync(owner ?? Owner, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until the present watch has listed everything.</summary>
    public Task SyncAsync(CancellationToken cancellationToken) =>
        Conformance.Require.EventuallyAsync(() => Synced, "the watch says Synced", cancellationToken);

    /// <summary>Closes the provider, takes the plugin away, and says whether its load context is gone soon after.</summary>
    public async Task<bool> UnloadsAsync(CancellationToken cancellationToken)
    {
        await RemoveAllAsync().ConfigureAwait(false);
        await CloseProviderAsync().ConfigureAwait(false);
        return await _plugin!.UnloadsAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_provider is not null)
            {
                await RemoveAllAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            await CloseAsync().ConfigureAwait(false);
            _directory.Dispose();
        }
    }

    /// <summary>Opens and starts the provider.</summary>
    protected abstract Task<TProvider> OpenProviderAsync(OpenedPlugin plugin, Owner owner, CancellationToken cancellationToken);

    /// <summary>Takes in what the provider reports, until cancelled.</summary>
    protected abstract Task WatchAsync(CancellationToken cancellationToken);

    /// <summary>Forgets what was reported.</summary>
    protected abstract void Forget();

    /// <summary>Removes everything that the session started.</summary>
    protected abstract Task RemoveAllAsync();

    protected string PathOf(string name) => _directory.Path(name);

    /// <summary>Awaits a removal; what is gone already is as good.</summary>
    protected static async Task IgnoreNotFoundAsync(Task removal)
    {
        try
        {
            await removal.ConfigureAwait(false);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound)
        {
            // A case removed it, or started nothing.
        }
    }

    private async Task OpenAsync(Owner owner, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Files);
        _plugin = await OpenedPlugin.LoadAsync(target, _directory, cancellationToken).ConfigureAwait(false);
        _provider = await OpenProviderAsync(_plugin, owner, cancellationToken).ConfigureAwait(false);
        Synced = false;
        _watching = new CancellationTokenSource();
        _watch = WatchUntilClosedAsync(_watching.Token);
    }

    private async Task WatchUntilClosedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WatchAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The session closes the provider.
        }
    }

    private async Task CloseAsync()
    {
        await CloseProviderAsync().ConfigureAwait(false);
        if (_plugin is not null)
        {
            await _plugin.DisposeAsync().ConfigureAwait(false);
            _plugin = null;
        }
    }

    private async Task CloseProviderAsync()
    {
        if (_watching is not null)
        {
            await _watching.CancelAsync().ConfigureAwait(false);
            await _watch.ConfigureAwait(false);
            _watching.Dispose();
            _watching = null;
        }

        if (_provider is not null)
        {
            await _provider.DisposeAsync().ConfigureAwait(false);
            _provider = null;
        }
    }
}
