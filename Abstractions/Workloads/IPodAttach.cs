using Reeve.Containers;

namespace Reeve.Workloads;

/// <summary>Connects to the streams of a running container.</summary>
public interface IPodAttach
{
    /// <summary>Copies the container's output from now on, and input to it, until it ends or the call is cancelled.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="request">The streams; the caller owns them.</param>
    /// <param name="cancellationToken">Detaches; the container goes on.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>, <see cref="ErrorReason.Conflict"/>: it does not run.</exception>
    Task AttachAsync(PodId pod, string container, AttachRequest request, CancellationToken cancellationToken);
}
