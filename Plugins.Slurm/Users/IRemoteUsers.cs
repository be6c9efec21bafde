using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Users;

/// <summary>The users of the cluster that pods of this node run as. Thread-safe. Disposing closes their connections.</summary>
internal interface IRemoteUsers : IAsyncDisposable
{
    /// <summary>The users known by now. Those whose credentials a pod brings along join when the pod is seen; nobody leaves.</summary>
    IReadOnlyList<RemoteUser> Known { get; }

    /// <summary>Raised after <see cref="Known"/> has grown.</summary>
    event Action? Grown;

    /// <summary>Connects the users that the options name.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Denied"/>, <see cref="ErrorReason.Invalid"/>, <see cref="ErrorReason.Transient"/>.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Names the Secrets with credentials that can be read before there is a pod. Pure.</summary>
    IReadOnlyList<InputReference> DescribeNodeInputs() => [];

    /// <summary>Connects the users of these Secrets, or takes their newer credentials.</summary>
    /// <param name="inputs">Those that <see cref="DescribeNodeInputs"/> names.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task TakeNodeInputsAsync(IReadOnlyList<ResolvedInput> inputs, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Gives somebody who can ask Slurm about more than his own jobs.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">Nobody can be reached.</exception>
    Task<RemoteUser> AnyAsync(CancellationToken cancellationToken) => Task.FromResult(
        Known is [var first, ..] ? first : throw new ProviderException(ErrorReason.Transient, "No user of the cluster is known yet."));

    /// <summary>Says what is wrong with a pod's choice of user. Pure.</summary>
    /// <param name="pod">The pod as written.</param>
    IReadOnlyList<FieldError> Validate(Pod pod);

    /// <summary>Names the Secrets that hold the credentials of a pod's user. Pure.</summary>
    /// <param name="pod">The pod as written.</param>
    IReadOnlyList<InputReference> DescribeInputs(Pod pod);

    /// <summary>Finds whom a pod runs as.</summary>
    /// <param name="pod">The pod, with the inputs that were asked for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Denied"/>: nobody may submit as that user here; <see cref="ErrorReason.Transient"/>.</exception>
    Task<PodUser> FindAsync(ResolvedPod pod, CancellationToken cancellationToken);
}
