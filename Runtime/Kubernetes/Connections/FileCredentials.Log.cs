using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Kubernetes.Connections;

internal sealed partial class FileCredentials
{
    [LoggerMessage(4031, LogLevel.Warning, "Keeping the credentials read before: {Error}")]
    private static partial void LogNotRead(ILogger logger, string error);
}
