using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Guards;

internal abstract partial class Guard<T>
{
    [LoggerMessage(1334, LogLevel.Error, "{Provider} does not start and is tried again: {Reason}")]
    private partial void StartFailed(string provider, string reason);
}
