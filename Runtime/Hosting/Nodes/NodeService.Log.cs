using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Hosting.Nodes;

/// <content>Messages.</content>
internal sealed partial class NodeService
{
    [LoggerMessage(2700, LogLevel.Critical, "Node {Node} cannot go on, and the program ends: {Reason}")]
    private partial void LogBroken(string node, string reason);
}
