using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Proxies;

internal sealed partial class ProxyService
{
    [LoggerMessage(2300, LogLevel.Information, "Proxy {Proxy}: revision {Revision} is served again")]
    private partial void Restored(string proxy, long revision);

    [LoggerMessage(2301, LogLevel.Information, "Proxy {Proxy}: revision {Revision} was applied by {By}")]
    private partial void Applied(string proxy, long revision, string by);

    [LoggerMessage(2303, LogLevel.Warning, "Proxy {Proxy}: the machine's addresses have changed, and the listeners could not follow: {Reason}")]
    private partial void NotFollowed(string proxy, string reason);

    [LoggerMessage(2308, LogLevel.Information, "Proxy {Proxy}: {Connections} connections had not ended in time and were cut")]
    private partial void Cut(string proxy, int connections);

    [LoggerMessage(2309, LogLevel.Warning, "Proxy {Proxy}: its connections could not be waited for and are cut: {Reason}")]
    private partial void NotDrained(string proxy, string reason);
}
