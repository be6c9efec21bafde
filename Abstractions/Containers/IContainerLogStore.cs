using Reeve.Workloads;

namespace Reeve.Containers;

/// <summary>Reads what containers wrote, where the driver keeps it itself and not in the files that a launch names.</summary>
public interface IContainerLogStore
{
    /// <summary>
    /// Writes what an attempt wrote as lines of the CRI log format, <c>TIME stdout|stderr F|P TEXT</c> with nine digits of a second in UTC,
    /// in the order in which it was written; when following, until the attempt has ended and all of it was written.
    /// </summary>
    /// <param name="container">The attempt.</param>
    /// <param name="query">
    /// <see cref="LogQuery.TailLines"/> (of the stream that is asked for) and <see cref="LogQuery.Follow"/> are the driver's; it may leave out what
    /// <see cref="LogQuery.SinceTime"/> and <see cref="LogQuery.Stream"/> leave out. All else is the engine's.
    /// </param>
    /// <param name="output">Takes lines, in pieces of any length; flushed after each batch.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>False: this attempt's output is in the files that its launch named, and nothing was written.</returns>
    Task<bool> ReadLogsAsync(ContainerId container, LogQuery query, Stream output, CancellationToken cancellationToken);
}
