using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Nginx;

internal sealed partial class NginxProvider
{
    private void Applied(string proxy, long revision, int listeners, int routes) => Applied(_context.Logger, proxy, revision, listeners, routes);

    [LoggerMessage(6400, LogLevel.Information, "Proxy {Proxy}: nginx serves revision {Revision}: {Listeners} listeners, {Routes} routes")]
    private static partial void Applied(ILogger logger, string proxy, long revision, int listeners, int routes);
}
