using Microsoft.Extensions.Logging;

namespace Reeve.Host.Names;

/// <content>Messages.</content>
internal sealed partial class OwnName
{
    [LoggerMessage(2345, LogLevel.Information, "The name {Name} leads to {Addresses}")]
    private partial void LogWritten(string name, string addresses);

    [LoggerMessage(2346, LogLevel.Warning, "The name {Name} may not lead here, tried again in {Wait}: {Reason}")]
    private partial void LogFailed(string name, TimeSpan wait, string reason);

    [LoggerMessage(2347, LogLevel.Information, "The records of {Name} were removed")]
    private partial void LogRemoved(string name);
}
