namespace Reeve.Workloads;

/// <summary>Connects to a TCP port of a pod.</summary>
public interface IPodPortForward
{
    /// <summary>Connects to a port inside the pod's network and copies both ways until both directions have ended.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="connection">
    /// The peer; reading zero bytes is its half-close, and writing zero bytes tells it that the pod has closed its end. The caller owns it.
    /// </param>
    /// <param name="cancellationToken">Cuts the connection.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>; <see cref="ErrorReason.Transient"/>: nobody listens.</exception>
    Task ForwardPortAsync(PodId pod, int port, Stream connection, CancellationToken cancellationToken);
}
