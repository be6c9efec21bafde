using Reeve.Containers;

namespace Reeve.Workloads;

/// <summary>Runs a command in a running container.</summary>
public interface IPodExec
{
    /// <summary>Runs a command with the container's environment, user, namespaces and limits, and waits for its end.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="request">Command and streams; the caller owns the streams.</param>
    /// <param name="cancellationToken">Kills the command and its children.</param>
    /// <returns>The exit code; 128 + n if signal n ended it.</returns>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.NotFound"/>: no such pod or container. <see cref="ErrorReason.Conflict"/>: it does not run.
    /// <see cref="ErrorReason.Invalid"/>: the command cannot be executed.
    /// </exception>
    Task<int> ExecAsync(PodId pod, string container, ExecRequest request, CancellationToken cancellationToken);
}
