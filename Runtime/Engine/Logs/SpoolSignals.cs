using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>Chooses the signals of this system.</summary>
internal static partial class SpoolSignals
{
    public static ISpoolSignals Create(LogOptions options, TimeProvider time, ILogger logger)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                return new InotifySignals();
            }
            catch (IOException exception)
            {
                LogPolling(logger, exception.Message);
            }
        }

        return new PollingSignals(options.PollInterval, time);
    }

    [LoggerMessage(3043, LogLevel.Warning, "Logs are polled: {Problem} Raise fs.inotify.max_user_instances.")]
    private static partial void LogPolling(ILogger logger, string problem);
}
