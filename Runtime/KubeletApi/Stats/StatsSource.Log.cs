using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <content>Messages.</content>
internal sealed partial class StatsSource
{
    [LoggerMessage(4210, LogLevel.Warning, "Pods cannot be measured: {Reason}")]
    private partial void LogFailed(string reason);
}
