using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Slurm.Controller.Polling;

/// <content>Messages.</content>
internal sealed partial class JobPoller
{
    [LoggerMessage(3601, LogLevel.Warning, "The jobs {Prefix}* cannot be listed; what was known of them stays until they can")]
    private partial void LogAway(Exception exception, string prefix);

    [LoggerMessage(3602, LogLevel.Information, "The jobs {Prefix}* can be listed again")]
    private partial void LogBack(string prefix);
}
