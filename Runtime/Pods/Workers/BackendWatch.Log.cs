using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Workers;

/// <content>What it logs.</content>
internal sealed partial class BackendWatch
{
    [LoggerMessage(1401, LogLevel.Warning, "The provider's watch of {What} ended; watching again.")]
    private static partial void LogEnded(ILogger logger, string what);

    [LoggerMessage(1402, LogLevel.Warning, "The provider cannot {Operation}: {Message} Trying again in {Delay}.")]
    private static partial void LogFailed(ILogger logger, Exception? exception, string operation, string message, TimeSpan delay);

    [LoggerMessage(1403, LogLevel.Warning, "The backend reports pod {Uid} ({Handle}), which no source asked for.")]
    private static partial void LogUnknown(ILogger logger, string uid, string? handle);
}
