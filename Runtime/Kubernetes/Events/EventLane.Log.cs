using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Kubernetes.Events;

internal sealed partial class EventLane
{
    [LoggerMessage(4041, LogLevel.Warning, "Event {Reason} of {Kind} {Name} is not stored: {Error}")]
    private static partial void LogRefused(ILogger logger, string? reason, string? kind, string? name, string error);

    [LoggerMessage(4042, LogLevel.Information, "{Count} events were not sent before the end")]
    private static partial void LogNotSent(ILogger logger, int count);
}
