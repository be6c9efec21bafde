using Microsoft.Extensions.Logging;

namespace Reeve.Host.Service;

/// <content>Messages.</content>
internal sealed partial class ServiceManager
{
    [LoggerMessage(2500, LogLevel.Warning, "The service manager cannot be told of this service: {Reason}")]
    private partial void LogUnreachable(string reason);
}
