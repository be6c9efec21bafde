using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Api;

/// <content>What it logs.</content>
internal sealed partial class PodReportWork
{
    [LoggerMessage(1811, LogLevel.Warning, "The API server refuses the status of pod {PodNamespace}/{Name} (uid {Uid}): {Error}")]
    private static partial void LogRefused(ILogger logger, string podNamespace, string name, string uid, string error);

    [LoggerMessage(1812, LogLevel.Warning, "Somebody else has changed the status of pod {PodNamespace}/{Name} (uid {Uid}); it is written again.")]
    private static partial void LogRepair(ILogger logger, string podNamespace, string name, string uid);
}
