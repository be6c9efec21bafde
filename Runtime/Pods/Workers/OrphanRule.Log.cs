using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Workers;

/// <content>What it logs.</content>
internal sealed partial class OrphanRule
{
    [LoggerMessage(1601, LogLevel.Warning, "The backend runs pod {Uid}, which no source asked for; if that is still so in {Grace}, it is ended.")]
    private static partial void LogOrphan(ILogger logger, string uid, TimeSpan grace);

    [LoggerMessage(1602, LogLevel.Warning, "Pod {Uid}, which no source asked for, is ended.")]
    private static partial void LogEnding(ILogger logger, string uid);

    [LoggerMessage(1603, LogLevel.Warning, "Pod {Uid}, which no source asked for, could not be ended: {Message}")]
    private static partial void LogNotEnded(ILogger logger, string uid, string message);

    [LoggerMessage(1604, LogLevel.Warning, "Source {Source} cannot be listed, so no pod is taken for gone: {Message}")]
    private static partial void LogNotListed(ILogger logger, string source, string message);

    [LoggerMessage(1606, LogLevel.Warning, "Source {Source} lists no pod at all; the pods that came from it go on. Delete them by command if that is meant.")]
    private static partial void LogEmpty(ILogger logger, string source);

    [LoggerMessage(1605, LogLevel.Information, "Looking for orphans again in {Grace}.")]
    private static partial void LogAgain(ILogger logger, TimeSpan grace);
}
