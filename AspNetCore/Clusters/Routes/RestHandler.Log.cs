using Microsoft.Extensions.Logging;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <content>Messages.</content>
internal sealed partial class RestHandler
{
    [LoggerMessage(2330, LogLevel.Debug, "The caller of {Path} is gone")]
    private partial void LogGone(string path);

    [LoggerMessage(2331, LogLevel.Error, "The call of {Path} failed")]
    private partial void LogFault(Exception exception, string path);

    [LoggerMessage(2332, LogLevel.Warning, "The answer to {Path} was cut off in the middle: {Reason}")]
    private partial void LogCut(string path, string reason);

    [LoggerMessage(2333, LogLevel.Error, "The call of {Path} is not in the audit trail: {Reason}")]
    private partial void LogNotAudited(string path, string reason);
}
