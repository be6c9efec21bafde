using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Sources;

/// <summary>Gives the objects that pods refer to: ConfigMaps, Secrets, Services, claims. Thread-safe.</summary>
public interface IObjectSource
{
    /// <summary>Finds one object.</summary>
    /// <typeparam name="T">The model's type of the kind.</typeparam>
    /// <param name="key">Its kind, namespace and name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The object, or null where it is known not to exist.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>, <see cref="ErrorReason.Denied"/>: cannot tell now.</exception>
    ValueTask<T?> FindAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject;

    /// <summary>Lists all objects of a kind in a namespace.</summary>
    /// <inheritdoc cref="FindAsync{T}"/>
    /// <param name="key">The kind and the namespace; its name is not used.</param>
    ValueTask<IReadOnlyList<T>> ListAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject;

    /// <summary>Gives objects of any kind as JSON in UTF-8: one, or with an empty name all of the namespace.</summary>
    /// <param name="key">Which.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> GetJsonAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Calls back whenever the object (or with an empty name any of the kind in the namespace) appears, changes or goes away.
    /// A look-up that begins after the callback sees that change or a later one.
    /// </summary>
    /// <param name="key">Which.</param>
    /// <param name="changed">Must return at once and may come too often.</param>
    /// <returns>Ends the notifications.</returns>
    IDisposable Watch(ObjectKey key, Action changed);
}
