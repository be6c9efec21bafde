using Microsoft.Extensions.Logging;
using Reeve.Plugins.Process.Records;

namespace Reeve.Plugins.Process.Supervision;

internal sealed partial class ContainerAdoption
{
    [LoggerMessage(3101, LogLevel.Information, "Adopted container {Container}, process {Pid}.")]
    private partial void LogAdopted(ContainerId container, int pid);

    [LoggerMessage(3102, LogLevel.Information, "Container {Container} ended while no agent ran: {Kind}.")]
    private partial void LogEnded(ContainerId container, EndKind kind);

    [LoggerMessage(3103, LogLevel.Warning, "The record of container {Token} is torn; it is removed.")]
    private partial void LogWithoutRecord(string token);

    [LoggerMessage(3104, LogLevel.Warning, "The record of container {Token} belongs to another owner; it is left alone.")]
    private partial void LogForeign(string token);

    [LoggerMessage(3105, LogLevel.Warning, "The record of a container cannot be read.")]
    private partial void LogUnreadable(Exception exception);
}
