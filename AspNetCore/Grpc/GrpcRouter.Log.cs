using Microsoft.Extensions.Logging;

namespace Reeve.AspNetCore.Grpc;

/// <content>Messages.</content>
internal sealed partial class GrpcRouter
{
    [LoggerMessage(2400, LogLevel.Debug, "The caller of {Path} is gone")]
    private partial void LogGone(Exception exception, string path);

    [LoggerMessage(2401, LogLevel.Error, "Call of {Path} failed")]
    private partial void LogFault(Exception exception, string path);
}
