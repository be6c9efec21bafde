using Microsoft.Extensions.Logging;
using Reeve.Plugins.Process.Records;

namespace Reeve.Plugins.Process.Supervision;

internal sealed partial class ContainerAdoption
{
    [LoggerMessage(3101, LogLevel.Information, "Adopted container {Container}, process {Pid}.")]
    private partial void LogAdopted(ContainerId container, int pid);

    [LoggerMessage(3102, LogLevel.Information, "Container {Container} ended while no agent ran: {Kind}.")]
    private partial void LogEnded(ContainerId container, EndKind kind);

    [LoggerMessage(3104, LogLevel.Warning, "The journal's container {Token} belongs to another owner; it is left alone.")]
    private partial void LogForeign(string token);

    [LoggerMessage(3105, LogLevel.Warning, "The label of a container in the journal cannot be read.")]
    private partial void LogUnreadable(Exception exception);
}
