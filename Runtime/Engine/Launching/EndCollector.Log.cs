using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Engine.Launching;

internal sealed partial class EndCollector
{
    [LoggerMessage(3001, LogLevel.Warning, "The output or the termination message of {Container} cannot be read")]
    private partial void LogIncomplete(Exception exception, ContainerId container);
}
