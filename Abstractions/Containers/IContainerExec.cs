namespace Reeve.Containers;

/// <summary>Runs a command in a running container.</summary>
public interface IContainerExec
{
    /// <inheritdoc cref="Workloads.IPodExec.ExecAsync"/>
    /// <param name="container">The attempt.</param>
    Task<int> ExecAsync(ContainerId container, ExecRequest request, CancellationToken cancellationToken);
}
