namespace Reeve.Containers;

/// <summary>Connects to a TCP port of a pod whose containers a driver runs.</summary>
public interface IContainerPortForward
{
    /// <inheritdoc cref="Workloads.IPodPortForward.ForwardPortAsync"/>
    Task ForwardPortAsync(PodId pod, int port, Stream connection, CancellationToken cancellationToken);
}
