using Microsoft.Extensions.Logging;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Api;

/// <content>What it logs.</content>
internal sealed partial class KeptObjects
{
    [LoggerMessage(1823, LogLevel.Warning, "What was last known of {Object} cannot be read: {Error}")]
    private static partial void LogNotRead(ILogger logger, ObjectKey @object, string error);

    [LoggerMessage(1824, LogLevel.Warning, "{Object} cannot be kept for the next start: {Error}")]
    private static partial void LogNotWritten(ILogger logger, ObjectKey @object, string error);

    [LoggerMessage(1825, LogLevel.Warning, "Objects that no pod refers to any more cannot be deleted: {Error}")]
    private static partial void LogNotSwept(ILogger logger, string error);
}
