using Microsoft.Extensions.Logging;

namespace Reeve.Host.Reach;

internal sealed partial class ReachKeeper
{
    [LoggerMessage(2370, LogLevel.Information, "The ways to clusters have changed: the proxy {Proxy} serves revision {Revision}.")]
    private partial void LogChanged(string proxy, long revision);

    [LoggerMessage(2371, LogLevel.Warning, "The way to clusters is not as it should be ({What}): {Reason}")]
    private partial void LogProblem(string what, string reason);
}
