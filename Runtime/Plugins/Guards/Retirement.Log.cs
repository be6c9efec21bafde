using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Guards;

internal sealed partial class Retirement<T>
{
    [LoggerMessage(1331, LogLevel.Warning, "{Provider}: {Calls} calls and {Sessions} open streams are cut because the plugin is replaced")]
    private partial void CallsCut(string provider, int calls, int sessions);
}
