namespace Reeve.Containers;

/// <summary>Connects to the streams of a running container.</summary>
public interface IContainerAttach
{
    /// <inheritdoc cref="Workloads.IPodAttach.AttachAsync"/>
    /// <param name="container">The attempt.</param>
    Task AttachAsync(ContainerId container, AttachRequest request, CancellationToken cancellationToken);
}
