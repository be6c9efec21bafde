using Microsoft.Extensions.Logging;

namespace Reeve.Host.Control;

/// <content>Messages.</content>
internal sealed partial class ControlServer
{
    [LoggerMessage(2100, LogLevel.Debug, "Control socket {Socket} is open")]
    private partial void LogListening(string socket);
}
