using Microsoft.Extensions.Logging;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Watching;

internal sealed partial class OperationFollower
{
    [LoggerMessage(5120, LogLevel.Information, "Operation {Operation} ({Title} of {Cluster}) has ended: {State}.")]
    private partial void LogSettled(string operation, string title, string cluster, OperationState state);

    [LoggerMessage(5121, LogLevel.Error, "What operation {Operation} achieved cannot be written down; it is tried again: {Reason}")]
    private partial void LogNotSettled(string operation, string reason);

    [LoggerMessage(5122, LogLevel.Warning, "The cluster {Cluster} was not seen after an operation: {Reason}")]
    private partial void LogNotSeen(string cluster, string reason);
}
