using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Engine.Logs;

internal sealed partial class LogFollower
{
    [LoggerMessage(3041, LogLevel.Warning, "Cannot watch {Path}, so it is polled: {Problem} Raise fs.inotify.max_user_watches.")]
    private static partial void LogUnwatched(ILogger logger, string path, string problem);

    [LoggerMessage(3042, LogLevel.Error, "Cannot write {Path}; tried again until it works, and nothing is lost meanwhile.")]
    private static partial void LogFailed(ILogger logger, string path, Exception exception);
}
