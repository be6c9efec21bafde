using System.Runtime.CompilerServices;
using Reeve.Plugins;

namespace Reeve.TestKit.Faults;

/// <summary>A provider that stands before a real one and has calls go wrong as a plan says. Capabilities are those of the real one, without faults.</summary>
/// <typeparam name="T">The contract.</typeparam>
internal abstract class Faulty<T>(Func<T> make, FaultPlan plan, TimeProvider time) : IProvider, ICapabilities
    where T : class, IProvider
{
    private readonly SemaphoreSlim _turn = new(1);
    private CancellationTokenSource _life = new();
    private volatile T _target = make();

    /// <summary>The real provider, as it is now.</summary>
    protected T Target => _target;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => CallAsync(target => target.StartAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public TCapability? Find<TCapability>()
        where TCapability : class => _target.Capability<TCapability>();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync().ConfigureAwait(false);
        await _target.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a call, with what goes wrong with it.</summary>
    protected Task CallAsync(Func<T, Task> call, CancellationToken cancellationToken, [CallerMemberName] string operation = "") =>
        CallAsync(
            async target =>
            {
                await call(target).ConfigureAwait(false);
                return true;
            },
            cancellationToken,
            operation);

    /// <inheritdoc cref="CallAsync(Func{T, Task}, CancellationToken, string)"/>
    protected async Task<TResult> CallAsync<TResult>(Func<T, Task<TResult>> call, CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        var fault = await BeginAsync(operation, cancellationToken).ConfigureAwait(false);
        var result = await call(_target).ConfigureAwait(false);
        return fault?.Exception is { } exception ? throw exception : result;
    }

    /// <summary>Watches, with what goes wrong with it; ends when the provider restarts.</summary>
    protected async IAsyncEnumerable<TItem> WatchAsync<TItem>(
        Func<T, CancellationToken, IAsyncEnumerable<TItem>> watch, string operation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(operation, cancellationToken).ConfigureAwait(false);
        var life = _life.Token;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, life);
        await using var items = watch(_target, end.Token).GetAsyncEnumerator(end.Token);
        while (await NextAsync(items, life, cancellationToken).ConfigureAwait(false))
        {
            yield return items.Current;
            if (fault?.Exception is { } exception)
            {
                throw exception;
            }
        }
    }

    private static async Task<bool> NextAsync<TItem>(IAsyncEnumerator<TItem> items, CancellationToken life, CancellationToken cancellationToken)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The provider restarts: whoever watches watches again.
            return false;
        }
    }

    // What goes wrong before the call; returns what is to go wrong after it.
    private async Task<Fault?> BeginAsync(string operation, CancellationToken cancellationToken)
    {
        if (plan.Take(operation) is not { } fault)
        {
            return null;
        }

        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, time, cancellationToken).ConfigureAwait(false);
        }

        if (fault.Restarts)
        {
            await RestartAsync(cancellationToken).ConfigureAwait(false);
        }

        return fault.Exception is not null && !fault.LosesAnswer ? throw fault.Exception : fault;
    }

    private async Task RestartAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _life.CancelAsync().ConfigureAwait(false);
            await _target.DisposeAsync().ConfigureAwait(false);
            var next = make();
            await next.StartAsync(cancellationToken).ConfigureAwait(false);
            (_life, _target) = (new CancellationTokenSource(), next);
        }
        finally
        {
            _turn.Release();
        }
    }
}
