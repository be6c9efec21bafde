using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Store;

internal sealed partial class PodStore
{
    [LoggerMessage(1021, LogLevel.Warning, "The journal of pods cannot be made smaller: {Message}")]
    private static partial void LogNotTidied(ILogger logger, string message);
}
