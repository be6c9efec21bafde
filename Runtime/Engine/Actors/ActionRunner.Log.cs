using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Engine.Actors;

internal sealed partial class ActionRunner
{
    [LoggerMessage(3020, LogLevel.Error, "An action for pod {Pod} failed unexpectedly")]
    private static partial void LogFault(ILogger logger, Exception exception, PodId pod);

    [LoggerMessage(3021, LogLevel.Warning, "The volumes of pod {Pod} cannot be measured: {Message}")]
    private static partial void LogUnmeasured(ILogger logger, PodId pod, string message);

    [LoggerMessage(3022, LogLevel.Warning, "The old attempt {Container} cannot be removed: {Message}")]
    private static partial void LogUnremoved(ILogger logger, ContainerId container, string message);

    [LoggerMessage(3023, LogLevel.Error, "The output of {Container} cannot be followed: {Message}")]
    private static partial void LogUnfollowed(ILogger logger, ContainerId container, string message);
}
