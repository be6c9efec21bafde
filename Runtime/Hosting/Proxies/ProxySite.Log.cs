using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Hosting.Proxies;

/// <content>Messages.</content>
public sealed partial class ProxySite
{
    [LoggerMessage(2340, LogLevel.Error, "Proxy {Proxy} does not serve what it should, tried again in {Wait}: {Reason}")]
    private partial void LogNotServed(string proxy, TimeSpan wait, string reason);

    [LoggerMessage(2341, LogLevel.Error, "Proxy {Proxy}: the initial document is not served: {Reason}")]
    private partial void LogInitialRefused(string proxy, string reason);
}
