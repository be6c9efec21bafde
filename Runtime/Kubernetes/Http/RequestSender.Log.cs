using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Kubernetes.Http;

internal sealed partial class RequestSender
{
    [LoggerMessage(4001, LogLevel.Information, "{Request}: 401, trying again with other credentials")]
    private static partial void LogCredentialsRefreshed(ILogger logger, ApiRequest request);

    [LoggerMessage(4002, LogLevel.Debug, "{Request}: {Code}, trying again in {Seconds} s as the server asks")]
    private static partial void LogRetry(ILogger logger, ApiRequest request, int code, double seconds);
}
