using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Engine.Actors;

internal sealed partial class PodActor
{
    private void LogFault(Exception exception, PodId pod) => Fault(Engine.Logger, exception, pod);

    [LoggerMessage(3010, LogLevel.Error, "The engine failed while it handled pod {Pod}")]
    private static partial void Fault(ILogger logger, Exception exception, PodId pod);
}
