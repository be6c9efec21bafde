using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Slurm.Pods;

internal sealed partial class PodSweep
{
    [LoggerMessage(5210, LogLevel.Information, "Removed directories of {User} that were uploaded for pods and never got a job: {Tokens}.")]
    private static partial void LogSwept(ILogger logger, string user, string tokens);

    [LoggerMessage(5211, LogLevel.Warning, "What broken submissions of {User} left cannot be looked for: {Message}")]
    private static partial void LogFailed(ILogger logger, string user, string message);
}
