using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Systemd.Networks;

internal sealed partial class PodNetworks
{
    [LoggerMessage(3541, LogLevel.Warning, "The network of pod {Token} is not as it was made, and is made anew: {Message}")]
    private partial void LogUnsound(string token, string message);

    [LoggerMessage(3542, LogLevel.Warning, "The network of pod {Token} cannot be removed yet: {Message}")]
    private partial void LogLeft(string token, string message);
}
