using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Api;

/// <content>What it logs.</content>
internal sealed partial class ApiPodSource
{
    [LoggerMessage(1801, LogLevel.Warning, "The API server's state is older than what was seen before: it was restored. Pods that it lacks go on until it has been asked again.")]
    private static partial void LogRestored(ILogger logger);

    [LoggerMessage(1802, LogLevel.Warning, "How far the cluster was seen cannot be recorded: {Error}")]
    private static partial void LogNotRecorded(ILogger logger, string error);

    [LoggerMessage(1803, LogLevel.Warning, "The API server lists pod {PodNamespace}/{Name} (uid {Uid}) no longer, and did not tell of its end; it is looked for again before it is ended.")]
    private static partial void LogMissing(ILogger logger, string podNamespace, string name, string uid);
}
