using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods;

/// <content>What it logs.</content>
public sealed partial class PodManager
{
    [LoggerMessage(1001, LogLevel.Information, "Pod management starts with {Count} pods on record.")]
    private static partial void LogStarted(ILogger logger, int count);

    [LoggerMessage(1002, LogLevel.Warning, "{Problem}")]
    private static partial void LogUnreadable(ILogger logger, string problem);
}
