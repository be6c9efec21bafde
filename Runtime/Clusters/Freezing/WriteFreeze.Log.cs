using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Clusters.Freezing;

internal sealed partial class WriteFreeze
{
    [LoggerMessage(5140, LogLevel.Information, "The cluster {Cluster} refuses writes outside the system's namespaces while it is upgraded.")]
    private partial void LogFrozen(string cluster);

    [LoggerMessage(5141, LogLevel.Information, "The cluster {Cluster} allows writes again.")]
    private partial void LogThawed(string cluster);

    [LoggerMessage(5142, LogLevel.Error, "What refuses writes to the cluster {Cluster} could not be removed, and is removed at the next start: {Reason}")]
    private partial void LogLeft(string cluster, string reason);
}
