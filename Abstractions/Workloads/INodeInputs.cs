namespace Reeve.Workloads;

/// <summary>
/// For providers that need API objects before there is any pod: credentials by which the backend is asked what it has, and which pods it runs.
/// </summary>
public interface INodeInputs
{
    /// <summary>Names them, each with its namespace. Pure, no I/O. Those of a pod are named by <see cref="IWorkloadProvider.DescribeInputs"/>.</summary>
    IReadOnlyList<InputReference> DescribeNodeInputs();

    /// <summary>
    /// Gives them: before <see cref="IWorkloadProvider.WatchPodsAsync"/>, and again every minute, as they are by then. Idempotent; may be called at any time,
    /// by several threads at once.
    /// </summary>
    /// <param name="inputs">What was asked for, in that order; without objects what is not there, or may not be read.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task TakeNodeInputsAsync(IReadOnlyList<ResolvedInput> inputs, CancellationToken cancellationToken);
}
