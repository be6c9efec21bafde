using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>
/// Keeps what containers write: spool files that workloads append to, followed into CRI log files, rotated, read back.
/// Thread-safe.
/// </summary>
public interface IContainerLogs
{
    /// <summary>Makes the spool files of an attempt if they are not there, and follows them. Also called for adopted attempts.</summary>
    /// <param name="container">The attempt.</param>
    /// <param name="tty">One spool for both streams.</param>
    /// <returns>Absolute paths of the spool files.</returns>
    LogSpool Open(ContainerId container, bool tty);

    /// <summary>Says that the attempt has ended: takes what is left in its spools, then frees them.</summary>
    /// <param name="container">The attempt.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">It could not be taken now (a full disk). It is taken as soon as it can be, without another call.</exception>
    Task CompleteAsync(ContainerId container, CancellationToken cancellationToken);

    /// <summary>Reads the log of a container; see <see cref="IPodLogs"/>.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="query">What to read.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task ReadAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken);

    /// <summary>The newest attempt of a container, or the one before, as far as there are logs of it.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="previous">The one before.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: there is none.</exception>
    ContainerId Find(PodId pod, string container, bool previous);

    /// <summary>The last lines of an attempt, for <c>FallbackToLogsOnError</c>.</summary>
    /// <param name="container">The attempt; completed before.</param>
    /// <param name="maxLines">At most so many lines.</param>
    /// <param name="maxBytes">At most so many bytes, the end kept.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<string> ReadTailAsync(ContainerId container, int maxLines, int maxBytes, CancellationToken cancellationToken);

    /// <summary>Forgets attempts of a container older than the one before the given one, files included.</summary>
    /// <param name="newest">The newest attempt.</param>
    void Prune(ContainerId newest);

    /// <summary>Forgets a pod, files included.</summary>
    /// <param name="pod">The pod.</param>
    Task RemoveAsync(PodId pod);

    /// <summary>Bytes on disk of a pod's logs.</summary>
    /// <param name="pod">The pod.</param>
    long GetUsedBytes(PodId pod);

    /// <summary>Bytes on disk of a container's logs.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container's name.</param>
    long GetUsedBytes(PodId pod, string container);
}
