using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins;

internal sealed partial class PluginManager
{
    [LoggerMessage(1381, LogLevel.Information, "Plugin {Id} {Version} in {Path}: {Status}. {Reason}")]
    private partial void PluginFound(string id, string version, string path, PluginStatus status, string reason);

    [LoggerMessage(1382, LogLevel.Warning, "Plugin {Id} {Version} in {Path}: {Status}. {Reason}")]
    private partial void PluginRefused(string id, string version, string path, PluginStatus status, string reason);
}
