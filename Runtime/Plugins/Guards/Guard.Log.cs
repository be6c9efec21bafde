using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Guards;

internal abstract partial class Guard<T>
{
    [LoggerMessage(1331, LogLevel.Warning, "{Provider}: {Count} open streams are cut because the plugin is replaced")]
    private partial void SessionsCut(string provider, int count);

    [LoggerMessage(1332, LogLevel.Information, "{Provider}: {Count} calls are cut because the plugin is replaced")]
    private partial void CallsCut(string provider, int count);

    [LoggerMessage(1334, LogLevel.Error, "{Provider} does not start and is tried again: {Reason}")]
    private partial void StartFailed(string provider, string reason);
}
