using Microsoft.Extensions.Logging;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Launching;

/// <summary>Collects what an ended attempt left: the rest of its output and its termination message.</summary>
internal sealed partial class EndCollector(IContainerLogs logs, AttemptLogs attempts, TerminationMessages messages, string runtimeName, ILogger logger)
{
    // The kubelet's limits of FallbackToLogsOnError.
    private const int MaxLogLines = 80;
    private const int MaxLogBytes = 2048;

    public async Task<ContainerReport> CollectAsync(
        ResolvedContainer container, ContainerObservation observation, CancellationToken cancellationToken)
    {
        var report = Ends.Report(observation, runtimeName);
        try
        {
            await logs.CompleteAsync(observation.Id, cancellationToken);
            var message = messages.Read(observation.Id);
            if (message.Length == 0 && observation.ExitCode != 0
                && container.Spec.TerminationMessagePolicy == TerminationMessagePolicies.FallbackToLogsOnError)
            {
                message = await attempts.ReadTailAsync(observation.Id, MaxLogLines, MaxLogBytes, cancellationToken);
            }

            return message.Length > 0 ? report with { Message = message } : report;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What cannot be read must not keep the container from being restarted.
            LogIncomplete(e, observation.Id);
            return report;
        }
    }
}
