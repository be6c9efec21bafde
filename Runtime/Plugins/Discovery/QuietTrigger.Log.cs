using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Discovery;

internal sealed partial class QuietTrigger
{
    [LoggerMessage(1351, LogLevel.Error, "Looking after the plugins failed; what serves goes on")]
    private partial void ActionFailed(Exception exception);
}
