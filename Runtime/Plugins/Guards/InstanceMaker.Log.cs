using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Guards;

internal sealed partial class InstanceMaker<T>
{
    [LoggerMessage(1333, LogLevel.Warning, "{Provider} was not disposed properly: {Reason}")]
    private partial void DisposeFailed(string provider, string reason);
}
