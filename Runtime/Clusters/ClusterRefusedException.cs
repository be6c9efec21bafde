namespace Reeve.Runtime.Clusters;

/// <summary>Something asked of a cluster is not done, and nothing was begun. The message is for the user and says what to do.</summary>
public sealed class ClusterRefusedException : InvalidOperationException
{
    /// <summary>Creates the error.</summary>
    public ClusterRefusedException()
        : this("The request is refused.")
    {
    }

    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence for the user.</param>
    public ClusterRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its cause.</summary>
    /// <param name="message">One sentence for the user.</param>
    /// <param name="innerException">The cause.</param>
    public ClusterRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the error.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">One sentence for the user.</param>
    public ClusterRefusedException(ClusterRefusal reason, string message)
        : base(message) => Reason = reason;

    /// <summary>Creates the error.</summary>
    /// <param name="errors">What is wrong with which fields; at least one.</param>
    public ClusterRefusedException(IReadOnlyList<FieldError> errors)
        : base(string.Join("; ", errors ?? throw new ArgumentNullException(nameof(errors)))) => (Reason, Errors) = (ClusterRefusal.Invalid, errors);

    /// <summary>Why.</summary>
    public ClusterRefusal Reason { get; }

    /// <summary>
    /// What is wrong with which fields, by the paths of the wire: <c>spec.clusterType</c>, <c>spec.version</c>, <c>spec.networking.podSubnet</c>,
    /// <c>spec.networking.svcSubnet</c>, <c>spec.networking.clusterCni.name</c>, <c>spec.networking.clusterCni.version</c>,
    /// <c>spec.storage.clusterCsi</c>, <c>spec.apiServer.certSANs</c>, <c>spec.extraArgs</c>, <c>spec.clusterRuntime.clusterCri.…</c>,
    /// <c>spec.flavor</c>, <c>spec.edge.…</c>, <c>metadata.tenant</c>, <c>spec.provider.…</c>.
    /// </summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>The types that are loaded, by name.</summary>
    public IReadOnlyList<string> LoadedTypes { get; init; } = [];

    /// <summary>The phase of the cluster, where that is the reason.</summary>
    public ClusterPhase Phase { get; init; }
}
