using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Workers;

/// <content>What it logs.</content>
internal sealed partial class NodeInputs
{
    [LoggerMessage(1404, LogLevel.Warning, "The provider's own inputs are not all there: {Problem}")]
    private static partial void LogMissing(ILogger logger, string problem);

    [LoggerMessage(1405, LogLevel.Warning, "The provider's own inputs cannot be renewed: {Message}")]
    private static partial void LogFailed(ILogger logger, string message);
}
