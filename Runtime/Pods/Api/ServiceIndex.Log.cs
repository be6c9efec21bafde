using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Api;

/// <content>What it logs.</content>
internal sealed partial class ServiceIndex
{
    [LoggerMessage(1821, LogLevel.Warning, "The services that were last known cannot be read: {Error}")]
    private static partial void LogNotRead(ILogger logger, string error);

    [LoggerMessage(1822, LogLevel.Warning, "The services cannot be kept for the next start: {Error}")]
    private static partial void LogNotWritten(ILogger logger, string error);
}
