using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Nodes;

public sealed partial class NodeController
{
    [LoggerMessage(EventId = 1961, Message = "Node {Node} cannot be written now: {Reason}")]
    private partial void LogFailed(LogLevel level, string node, string reason);

    [LoggerMessage(1962, LogLevel.Information, "Node {Node} can be written again.")]
    private partial void LogRecovered(string node);

    [LoggerMessage(1966, LogLevel.Error, "Node {Node} cannot go on: {Reason}")]
    private partial void LogBroken(Exception? exception, string node, string reason);
}
