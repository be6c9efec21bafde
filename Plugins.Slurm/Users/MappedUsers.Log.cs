using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Slurm.Users;

internal sealed partial class MappedUsers
{
    [LoggerMessage(EventId = 7110, Level = LogLevel.Warning, Message = "User {User} of the cluster cannot be reached: {Reason}")]
    private partial void LogUnreachable(string? user, string reason);
}
