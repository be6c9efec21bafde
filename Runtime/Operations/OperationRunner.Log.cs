using Microsoft.Extensions.Logging;
using Reeve.Clusters;

namespace Reeve.Runtime.Operations;

internal sealed partial class OperationRunner
{
    [LoggerMessage(5001, LogLevel.Information, "Operation {Operation} ({Intent} of {Cluster}): {State}. {Error}")]
    private partial void LogEnded(string operation, ClusterIntent intent, ClusterId cluster, OperationState state, string error);

    [LoggerMessage(5003, LogLevel.Error, "The end of operation {Operation} ({State}) is not in the audit trail: {Reason}")]
    private partial void LogNotAudited(string operation, OperationState state, string reason);

    [LoggerMessage(5004, LogLevel.Error, "Operation {Operation} met an error of the engine itself.")]
    private partial void LogFault(Exception error, string operation);
}
