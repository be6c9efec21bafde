using Microsoft.Extensions.Logging;
using Reeve.Clusters;

namespace Reeve.Runtime.Operations;

internal sealed partial class OperationEngine
{
    [LoggerMessage(5000, LogLevel.Information, "Operation {Operation} ({Intent} of {Cluster}) had not ended when the agent did; it goes on.")]
    private partial void LogResuming(string operation, ClusterIntent intent, ClusterId cluster);

    [LoggerMessage(5002, LogLevel.Error, "The journal {Path} is not read, and its operation does not go on: {Reason}")]
    private partial void LogUnreadable(string path, string reason);
}
