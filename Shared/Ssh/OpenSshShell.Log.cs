using Microsoft.Extensions.Logging;
using Reeve.Ssh.OpenSsh;

namespace Reeve.Ssh;

public sealed partial class OpenSshShell
{
    [LoggerMessage(EventId = 7100, Level = LogLevel.Information, Message = "Connected to {Host} as {User} (connection {Count})")]
    private partial void LogConnected(string? user, SshHost host, int count);

    [LoggerMessage(EventId = 7101, Level = LogLevel.Warning, Message = "No connection to {Host}: {Reason}")]
    private partial void LogFailed(SshHost host, string reason);

    [LoggerMessage(EventId = 7102, Level = LogLevel.Information, Message = "The connection to {Host} has no room or is gone; another one is used")]
    private partial void LogRefused(SshHost host);
}
