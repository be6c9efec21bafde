using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Guards;

internal sealed partial class GuardCalls<T>
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1321, LogLevel.Error, "The provider {Provider} is at fault in {Operation}: {Exception}")]
    private partial void CallFaulted(string provider, string operation, string exception);

    [LoggerMessage(1322, LogLevel.Warning, "The provider {Provider} did not answer {Operation} within {Seconds} s")]
    private partial void CallLate(string provider, string operation, double seconds);

    [LoggerMessage(1323, LogLevel.Warning, "The provider {Provider} failed to end {Operation}: {Type}: {Reason}")]
    private partial void EndFailed(string provider, string operation, string type, string reason);

    [LoggerMessage(1324, LogLevel.Warning, "The provider {Provider} does not end {Operation} although it was told to")]
    private partial void WatchHangs(string provider, string operation);
}
