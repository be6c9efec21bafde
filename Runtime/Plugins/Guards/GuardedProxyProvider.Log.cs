using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Guards;

internal sealed partial class GuardedProxyProvider
{
    [LoggerMessage(1341, LogLevel.Warning, "{Provider}: the replaced instance did not drain: {Reason}")]
    private partial void DrainFailed(string provider, string reason);
}
