using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Guards;

internal sealed partial class Retirement<T>
{
    [LoggerMessage(1331, LogLevel.Warning, "{Provider}: {Count} open streams are cut because the plugin is replaced")]
    private partial void SessionsCut(string provider, int count);

    [LoggerMessage(1332, LogLevel.Information, "{Provider}: {Count} calls are cut because the plugin is replaced")]
    private partial void CallsCut(string provider, int count);
}
