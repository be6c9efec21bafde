using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Kubernetes.Reflectors;

internal sealed partial class ReflectorLoop<T>
{
    [LoggerMessage(4011, LogLevel.Debug, "{Resource}: listed {Count} objects")]
    private static partial void LogListed(ILogger logger, string resource, int count);

    [LoggerMessage(4012, LogLevel.Warning, "{Resource}: {Error} Trying again in {Seconds} s")]
    private static partial void LogFailed(ILogger logger, string resource, string error, double seconds);

    [LoggerMessage(4013, LogLevel.Information, "{Resource}: the server did not end the watch within {Seconds} s; beginning another")]
    private static partial void LogWatchdog(ILogger logger, string resource, double seconds);

    [LoggerMessage(4015, LogLevel.Information, "{Resource}: listing anew, because the server's history has changed")]
    private static partial void LogRelisting(ILogger logger, string resource);

    [LoggerMessage(4014, LogLevel.Debug, "{Resource}: nothing was heard for {Seconds} s, not even a bookmark; listing again")]
    private static partial void LogSilent(ILogger logger, string resource, double seconds);
}
