using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Discovery;

internal sealed partial class PluginWatcher
{
    [LoggerMessage(1361, LogLevel.Warning, "Changes of the plugin directory {Directory} are not noticed: {Reason}")]
    private partial void CannotWatch(string directory, string reason);

    [LoggerMessage(1362, LogLevel.Warning, "Events of the plugin directory {Directory} were lost: {Reason}")]
    private partial void EventsLost(string directory, string reason);
}
