using Reeve.Runtime.Engine.Actors;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Capabilities;

/// <summary>Reads logs from where they are kept.</summary>
internal sealed class PodLogs(EngineServices engine) : IPodLogs
{
    public Task ReadLogsAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken) =>
        engine.AttemptLogs.ReadAsync(pod, container, query, output, cancellationToken);
}
