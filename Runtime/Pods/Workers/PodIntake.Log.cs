using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Workers;

/// <content>What it logs.</content>
internal sealed partial class PodIntake
{
    [LoggerMessage(1203, LogLevel.Information, "Pod {Old} ({Key}) is replaced by {New}.")]
    private static partial void LogReplaced(ILogger logger, string old, string key, string @new);
}
