using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.KubeletApi.Serving;

/// <content>Messages.</content>
internal sealed partial class KubeletApplication
{
    [LoggerMessage(4220, LogLevel.Debug, "The client of {Path} is gone: {Reason}")]
    private partial void LogGone(string path, string reason);

    [LoggerMessage(4221, LogLevel.Error, "Request {Path} failed")]
    private partial void LogFault(Exception exception, string path);

    [LoggerMessage(4222, LogLevel.Warning, "Request {Path} was cut off in the middle of its answer: {Reason}")]
    private partial void LogCut(string path, string reason);

    [LoggerMessage(4223, LogLevel.Warning, "A request could not be authenticated or authorised: {Reason}")]
    private partial void LogReview(string reason);
}
