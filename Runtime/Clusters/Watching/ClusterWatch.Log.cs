using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Clusters.Watching;

internal sealed partial class ClusterWatch
{
    [LoggerMessage(5130, LogLevel.Warning, "The cluster {Cluster} is not looked after for now: {Reason}")]
    private partial void LogFailure(string cluster, string reason);
}
