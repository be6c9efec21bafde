using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Events;

/// <content>What it logs.</content>
internal sealed partial class PodEventArchive
{
    [LoggerMessage(1202, LogLevel.Warning, "The events of pods that are gone could not be written: {Error}")]
    private static partial void LogNotWritten(ILogger logger, string error);
}
