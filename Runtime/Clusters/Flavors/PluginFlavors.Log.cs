using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Clusters.Flavors;

internal sealed partial class PluginFlavors
{
    [LoggerMessage(5150, LogLevel.Warning, "The flavors of the plugin {Plugin} cannot be read from {File}: {Reason}")]
    private partial void LogNotRead(string plugin, string file, string reason);

    [LoggerMessage(5151, LogLevel.Warning, "The plugin {Plugin} brings along a flavor {Flavor} that cannot be used: {Reason}")]
    private partial void LogNotUsed(string plugin, string flavor, string reason);

    [LoggerMessage(5152, LogLevel.Warning, "The flavors that plugins bring along are not taken over: {Reason}")]
    private partial void LogNotKept(string reason);
}
