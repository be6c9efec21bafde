using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>What workers log, within a scope that names pod and UID.</summary>
internal static partial class PodWorkerLog
{
    private static readonly Func<ILogger, string, string, string, IDisposable?> PodScope =
        LoggerMessage.DefineScope<string, string, string>("pod {Namespace}/{Name} uid {Uid}");

    public static IDisposable? Scope(ILogger logger, string podNamespace, string name, string uid) => PodScope(logger, podNamespace, name, uid);

    [LoggerMessage(1101, LogLevel.Information, "The backend has accepted the pod.")]
    public static partial void Started(ILogger logger);

    [LoggerMessage(1102, LogLevel.Warning, "The pod is refused ({Reason}): {Message}")]
    public static partial void Refused(ILogger logger, string reason, string message);

    [LoggerMessage(1103, LogLevel.Warning, "The pod cannot be started now: {Message} Trying again in {Delay}.")]
    public static partial void NotStarted(ILogger logger, Exception? exception, string message, TimeSpan delay);

    [LoggerMessage(1104, LogLevel.Warning, "The call to {Operation} the pod failed: {Message} Trying again in {Delay}.")]
    public static partial void NotStopped(ILogger logger, Exception? exception, string operation, string message, TimeSpan delay);

    [LoggerMessage(1105, LogLevel.Warning, "The pod's record cannot be written: {Error}")]
    public static partial void NotRecorded(ILogger logger, string error);

    [LoggerMessage(1106, LogLevel.Information, "The pod is gone.")]
    public static partial void Removed(ILogger logger);

    [LoggerMessage(1107, LogLevel.Warning, "The backend has lost the pod.")]
    public static partial void Lost(ILogger logger);

    [LoggerMessage(1108, LogLevel.Information, "The pod takes over changes: {Changes}.")]
    public static partial void Updated(ILogger logger, Reeve.Workloads.PodChanges changes);

    [LoggerMessage(1109, LogLevel.Warning, "The pod could not take over changes: {Message} Trying again in {Delay}.")]
    public static partial void NotUpdated(ILogger logger, Exception? exception, string message, TimeSpan delay);

    [LoggerMessage(1110, LogLevel.Critical, "The worker of the pod ended unexpectedly.")]
    public static partial void Faulted(ILogger logger, Exception exception);

    [LoggerMessage(1111, LogLevel.Warning, "The pod's record cannot be deleted: {Error}")]
    public static partial void NotForgotten(ILogger logger, string error);
}
