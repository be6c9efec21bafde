using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Kubernetes.Connections.Exec;

internal sealed partial class ExecCredentials
{
    [LoggerMessage(4032, LogLevel.Debug, "{Command} gave a credential that expires: {Expires}")]
    private static partial void LogObtained(ILogger logger, string command, string expires);
}
