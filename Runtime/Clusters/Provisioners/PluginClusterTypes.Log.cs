using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Clusters.Provisioners;

internal sealed partial class PluginClusterTypes
{
    [LoggerMessage(5100, LogLevel.Information, "Clusters of the type {Type} can be made.")]
    private partial void LogOpened(string type);

    [LoggerMessage(5101, LogLevel.Error, "Clusters of the type {Type} cannot be made: {Reason}")]
    private partial void LogNotOpened(string type, string reason);
}
