using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Nodes.Leases;

internal sealed partial class NodeLease
{
    [LoggerMessage(1921, LogLevel.Warning, "The lease of node {Node} was renewed lately by another agent (instance {Instance}); watching for {Duration} whether it still runs.")]
    private partial void LogObserving(string node, string instance, TimeSpan duration);

    [LoggerMessage(1923, LogLevel.Warning, "The lease of node {Node} has an older version than before: the cluster's store was restored to an older state. Everything is looked at anew.")]
    private partial void LogRestored(string node);

    [LoggerMessage(1922, LogLevel.Warning, "The lease of node {Node} was not renewed: {Reason}")]
    private partial void LogFailed(string node, string reason);
}
