using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Proxies.Sources;

/// <content>Messages.</content>
internal sealed partial class KubernetesSource
{
    [LoggerMessage(2305, LogLevel.Information, "Proxy {Proxy}: it is fed from the cluster at {Server}")]
    private partial void LogConnected(string proxy, string server);

    [LoggerMessage(2306, LogLevel.Warning, "Proxy {Proxy}: its cluster is connected to anew; what is served stays: {Reason}")]
    private partial void LogOutdated(string proxy, string reason);
}
