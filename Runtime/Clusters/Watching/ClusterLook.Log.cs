using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Clusters.Watching;

internal sealed partial class ClusterLook
{
    [LoggerMessage(5131, LogLevel.Warning, "Somebody else has made a cluster of the type {Type}, version {Version}: it is looked after as {Cluster}.")]
    private partial void LogAdopted(string cluster, string type, string version);

    [LoggerMessage(5132, LogLevel.Error, "Somebody else has removed the cluster {Cluster}.")]
    private partial void LogLost(string cluster);

    [LoggerMessage(5133, LogLevel.Warning, "The cluster {Cluster} is {State}. {Reason}")]
    private partial void LogReadiness(string cluster, string state, string reason);

    [LoggerMessage(5134, LogLevel.Information, "The cluster {Cluster} was at {Before} and is at {After}.")]
    private partial void LogVersion(string cluster, string before, string after);
}
