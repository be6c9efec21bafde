using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Kubernetes.Queues;

public sealed partial class WorkQueue<TKey>
{
    [LoggerMessage(4021, LogLevel.Warning, "Work on {Key} failed: {Error} Trying again in {Seconds} s")]
    private static partial void LogFailed(ILogger logger, TKey key, string error, double seconds);
}
