using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Discovery;

internal sealed partial class RescanTrigger
{
    [LoggerMessage(1351, LogLevel.Error, "Looking through the plugin directories failed; what serves goes on")]
    private partial void RescanFailed(Exception exception);
}
