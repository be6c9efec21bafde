using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Workers;

/// <content>What it logs.</content>
internal sealed partial class SourceWatch
{
    [LoggerMessage(1501, LogLevel.Warning, "The watch of source {Source} ended; watching again.")]
    private static partial void LogEnded(ILogger logger, string source);

    [LoggerMessage(1502, LogLevel.Warning, "Source {Source} cannot be watched: {Message} Trying again in {Delay}.")]
    private static partial void LogFailed(ILogger logger, Exception? exception, string source, string message, TimeSpan delay);
}
