using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Nodes.Registration;

internal sealed partial class NodeRegistrar
{
    [LoggerMessage(1941, LogLevel.Information, "Registered node {Node}.")]
    private static partial void LogRegistered(ILogger logger, string node);

    [LoggerMessage(1942, LogLevel.Information, "Node {Node} is registered already; this agent takes it over.")]
    private static partial void LogAdopted(ILogger logger, string node);

    [LoggerMessage(1943, LogLevel.Warning, "The cluster does not let the node give itself some labels; as an administrator: kubectl label node {Node} --overwrite {Labels}")]
    private static partial void LogRefused(ILogger logger, string node, string labels);
}
