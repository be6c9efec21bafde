using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Slurm.Pods;

internal sealed partial class UserWatch
{
    [LoggerMessage(5200, LogLevel.Warning, "The {What} of {User} cannot be followed: {Message} Trying again after {Pause}.")]
    private static partial void LogBroken(ILogger logger, string what, string user, string message, TimeSpan pause);

    [LoggerMessage(5201, LogLevel.Information, "Cancelling jobs that wait for pods which another job runs: {Jobs}.")]
    private static partial void LogSuperfluous(ILogger logger, string jobs);
}
