using Microsoft.Extensions.Logging;

namespace Reeve.Host.Control;

/// <content>Messages.</content>
internal sealed partial class ControlRouter
{
    [LoggerMessage(2110, LogLevel.Debug, "The client of {Path} is gone")]
    private partial void LogGone(string path);

    [LoggerMessage(2111, LogLevel.Error, "Request {Path} failed")]
    private partial void LogFault(Exception exception, string path);

    [LoggerMessage(2112, LogLevel.Warning, "Request {Path} was cut off in the middle of its answer")]
    private partial void LogCut(Exception exception, string path);
}
