namespace Reeve.Plugins.OpenStack.Client.Resources;

/// <summary>One kind of thing in a cloud. Thread-safe.</summary>
/// <remarks>
/// Failures are <see cref="CloudException"/>. Reads and deletions are repeated where the service fails in passing; what makes or changes something only
/// where it was surely not done. Where it may have been, <see cref="CloudException.MayHaveHappened"/> says so: look before you ask again.
/// </remarks>
/// <typeparam name="T">The thing.</typeparam>
/// <typeparam name="TCreate">What one is made of.</typeparam>
internal interface IResources<T, in TCreate>
{
    /// <summary>Lists them, all pages.</summary>
    Task<IReadOnlyList<T>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Reads one. There is none: <see cref="ErrorReason.NotFound"/>.</summary>
    Task<T> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Makes one.</summary>
    Task<T> CreateAsync(TCreate request, CancellationToken cancellationToken);

    /// <summary>Has one deleted. Some kinds are gone only some time later.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> DeleteAsync(string id, CancellationToken cancellationToken);
}
