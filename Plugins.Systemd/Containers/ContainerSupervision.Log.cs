using Microsoft.Extensions.Logging;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Containers;

internal sealed partial class ContainerSupervision
{
    [LoggerMessage(3511, LogLevel.Warning, "The unit of container {Container} cannot be read now; it is tried again.")]
    private partial void LogNotChecked(Exception exception, ContainerId container);

    [LoggerMessage(3512, LogLevel.Warning, "Container {Container} cannot be killed now; it is tried again.")]
    private partial void LogNotKilled(Exception exception, ContainerId container);
}
