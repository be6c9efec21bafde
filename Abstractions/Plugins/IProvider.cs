namespace Reeve.Plugins;

/// <summary>What all providers have in common: a life cycle that the runtime drives.</summary>
/// <remarks>
/// <para>The constructor does nothing. <see cref="StartAsync"/> acquires (connections, subscriptions, directories); no other
/// member is called before it has returned. <see cref="IAsyncDisposable.DisposeAsync"/> releases everything, ends all its
/// tasks and <b>never touches workloads</b>: what runs goes on, and the next instance finds it again from the backend.
/// An instance that was disposed may be followed by a new one with the same context.</para>
/// <para><b>Threading.</b> Unless said otherwise members are called concurrently, for different objects and for the same one.</para>
/// <para><b>Idempotency.</b> Every call may be repeated, also by an instance that does not know of the first call.</para>
/// <para><b>Cancellation.</b> A cancelled call stops waiting; the work itself may go on and is found again by watching.</para>
/// <para><b>Errors.</b> Expected failures are <see cref="ProviderException"/>.</para>
/// </remarks>
public interface IProvider : IAsyncDisposable
{
    /// <summary>Acquires what the instance needs. Has a deadline; may be called again after it failed.</summary>
    /// <param name="cancellationToken">Cancels the start; what was acquired so far is released by disposing.</param>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.Invalid"/>: the options are wrong (with the field). <see cref="ErrorReason.Unsupported"/>: this
    /// machine lacks something, with the way to get it. <see cref="ErrorReason.Transient"/>: tried again with back-off.
    /// </exception>
    Task StartAsync(CancellationToken cancellationToken);
}
