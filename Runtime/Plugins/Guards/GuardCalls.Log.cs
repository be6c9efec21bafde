using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Guards;

internal sealed partial class GuardCalls<T>
{
    [LoggerMessage(1321, LogLevel.Error, "The provider {Provider} is at fault in {Operation}: {Exception}")]
    private partial void CallFaulted(string provider, string operation, string exception);

    [LoggerMessage(1322, LogLevel.Warning, "The provider {Provider} did not answer {Operation} within {Seconds} s")]
    private partial void CallLate(string provider, string operation, double seconds);
}
