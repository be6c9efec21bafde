using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Workers;

/// <content>What it logs.</content>
internal sealed partial class PodStatusWriter
{
    [LoggerMessage(1201, LogLevel.Warning, "The status of pod {Uid} could not be written: {Error}")]
    private static partial void LogNotWritten(ILogger logger, string uid, string error);
}
