using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Process.Supervision;

internal sealed partial class ContainerSupervision
{
    [LoggerMessage(3201, LogLevel.Warning, "The supervisor of container {Container} (process {Pid}) was killed; {Count} processes that it left were killed too.")]
    private partial void LogLost(ContainerId container, int pid, int count);

    [LoggerMessage(3202, LogLevel.Error, "How container {Container} ended cannot be found out.")]
    private partial void LogEndUnknown(Exception exception, ContainerId container);

    [LoggerMessage(3203, LogLevel.Error, "The end of container {Container} cannot be waited for now; it is tried again.")]
    private partial void LogNotWatched(Exception exception, ContainerId container);
}
