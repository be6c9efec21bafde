using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Nodes;

public sealed partial class NodeController
{
    [LoggerMessage(EventId = 1961, Message = "Node {Node} cannot be written now: {Reason}")]
    private partial void LogFailed(LogLevel level, string node, string reason);

    [LoggerMessage(1962, LogLevel.Information, "Node {Node} can be written again.")]
    private partial void LogRecovered(string node);

    [LoggerMessage(EventId = 1963, Message = "Node {Node} is {State}.")]
    private partial void LogReadiness(LogLevel level, string node, string state);

    [LoggerMessage(1964, LogLevel.Warning, "Node {Node} was deleted by somebody; it is registered again.")]
    private partial void LogDeleted(string node);

    [LoggerMessage(1965, LogLevel.Warning, "The server does not tell its version, so that the node claims the oldest one: {Reason}")]
    private partial void LogNoVersion(string reason);

    [LoggerMessage(1966, LogLevel.Error, "Node {Node} cannot go on: {Reason}")]
    private partial void LogBroken(Exception? exception, string node, string reason);
}
