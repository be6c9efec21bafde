using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Clusters;

internal sealed partial class ClusterManager
{
    [LoggerMessage(5110, LogLevel.Information, "{Title} of the cluster {Cluster} begins as operation {Operation}, asked for by {RequestedBy}.")]
    private partial void LogBegun(string title, string cluster, string operation, string requestedBy);

    [LoggerMessage(5111, LogLevel.Information, "Operation {Operation} is tried again: its provisioner {Type} is there now.")]
    private partial void LogRetried(string operation, string type);
}
