using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Guards;

internal sealed partial class GuardWatches<T>
{
    [LoggerMessage(1323, LogLevel.Warning, "The provider {Provider} failed to end {Operation}: {Type}: {Reason}")]
    private partial void EndFailed(string provider, string operation, string type, string reason);

    [LoggerMessage(1324, LogLevel.Warning, "The provider {Provider} does not end {Operation} although it was told to")]
    private partial void WatchHangs(string provider, string operation);
}
