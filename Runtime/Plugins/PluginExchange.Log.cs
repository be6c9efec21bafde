using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins;

internal sealed partial class PluginExchange
{
    [LoggerMessage(1371, LogLevel.Information, "The plugin {Id} was replaced: {Old} by {New}, {Instances} instances")]
    private partial void Replaced(string id, string old, string @new, int instances);

    [LoggerMessage(1372, LogLevel.Information, "The plugin {Id} {Version} was removed; {Instances} instances wait for it")]
    private partial void Removed(string id, string version, int instances);

    [LoggerMessage(1373, LogLevel.Error, "{Instance} cannot use the plugin {Id}: {Reason}")]
    private partial void AttachFailed(string instance, string id, string reason);
}
