using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Engine.Actors;

internal sealed partial class DriverWatch
{
    [LoggerMessage(3030, LogLevel.Information, "The driver's watch ended; it is begun again")]
    private static partial void LogEnded(ILogger logger);

    [LoggerMessage(3031, LogLevel.Warning, "The driver's watch failed: {Message}; it is begun again")]
    private static partial void LogFailed(ILogger logger, string message);

    [LoggerMessage(3032, LogLevel.Error, "The driver's watch failed unexpectedly; it is begun again")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
