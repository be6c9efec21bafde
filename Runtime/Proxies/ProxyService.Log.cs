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
}
