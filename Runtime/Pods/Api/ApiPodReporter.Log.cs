using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Api;

/// <content>What it logs.</content>
internal sealed partial class ApiPodReporter
{
    [LoggerMessage(1813, LogLevel.Warning, "What became of {Count} pods could not be written before the end; the next start does.")]
    private static partial void LogUnwritten(ILogger logger, int count);
}
