namespace Reeve.Workloads;

/// <summary>Reads what containers wrote.</summary>
public interface IPodLogs
{
    /// <summary>Writes a container's log to a stream, one line of output after another, until the end or, following, until the
    /// container has ended and all of it was written.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="query">What to read.</param>
    /// <param name="output">Takes UTF-8 lines; flushed after each batch. A slow reader slows the reading, not the workload.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: no such pod, container or earlier run.</exception>
    Task ReadLogsAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken);
}
