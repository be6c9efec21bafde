using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Statuses;

/// <summary>The one place where a pod's status is computed. Pure: the same input gives the same status.</summary>
internal static class PodStatusCalculator
{
    /// <summary>Computes a status.</summary>
    public static PodStatus Compute(PodStatusInput input)
    {
        var failure = input.Failure ?? input.Report?.Failure;
        var spec = input.Pod.Spec;
        var previous = input.Previous ?? new PodStatus();

        // A pod of which nothing ever ran has no container to speak of: its reason is the pod's own.
        var nothingRan = (failure is not null || previous.Phase == PodPhases.Failed) && (input.Report?.Containers.Count ?? 0) == 0
            && !PodPhaseRules.HasStarted(previous.ContainerStatuses) && !PodPhaseRules.HasStarted(previous.InitContainerStatuses);
        var converter = new ContainerStatusConverter(input);
        var init = nothingRan ? [] : converter.Convert(spec.InitContainers, previous.InitContainerStatuses, isInit: true);
        var regular = nothingRan ? [] : converter.Convert(spec.Containers, previous.ContainerStatuses);
        var ephemeral = nothingRan ? [] : converter.Convert(spec.EphemeralContainers, previous.EphemeralContainerStatuses, isEphemeral: true);

        if (input.Released)
        {
            init = ReleasedContainers.Of(init, input.Now);
            regular = ReleasedContainers.Of(regular, input.Now);
            ephemeral = ReleasedContainers.Of(ephemeral, input.Now);
        }

        var phase = Phase(input, failure, init, regular);
        var (reason, message) = Why(input, failure, phase);
        return previous with
        {
            ObservedGeneration = input.Pod.Metadata.Generation,
            Phase = phase,
            Reason = reason,
            Message = message,
            Conditions = new PodConditionRules(input, phase, init, regular).Compute(),
            HostIP = First(input.Report?.HostIPs) ?? previous.HostIP,
            HostIPs = input.Report?.HostIPs is { Count: > 0 } hostIPs ? [.. hostIPs.Select(ip => new HostIP { Ip = ip })] : previous.HostIPs,
            PodIP = First(input.Report?.PodIPs) ?? previous.PodIP,
            PodIPs = input.Report?.PodIPs is { Count: > 0 } podIPs ? [.. podIPs.Select(ip => new PodIP { Ip = ip })] : previous.PodIPs,
            StartTime = new Time(input.StartTime),
            InitContainerStatuses = init,
            ContainerStatuses = regular,
            EphemeralContainerStatuses = ephemeral,
            QosClass = PodQos.Of(spec),
        };
    }

    private static string Phase(
        PodStatusInput input, PodFailure? failure, IReadOnlyList<ContainerStatus> init, IReadOnlyList<ContainerStatus> regular)
    {
        // A phase that says that the pod has ended is never taken back.
        if (input.Previous?.Phase is PodPhases.Succeeded or PodPhases.Failed)
        {
            return input.Previous.Phase;
        }

        var phase = failure is not null
            ? PodPhases.Failed
            : PodPhaseRules.Compute(input.Pod.Spec, init, regular, input.Ended || input.Report?.Finished == true);
        if (input.Failing && failure is null && phase is PodPhases.Succeeded or PodPhases.Failed)
        {
            phase = input.Previous?.Phase ?? PodPhases.Pending;
        }

        return input.Released && phase != PodPhases.Succeeded ? PodPhases.Failed : phase;
    }

    private static (string? Reason, string? Message) Why(PodStatusInput input, PodFailure? failure, string phase) => phase switch
    {
        PodPhases.Failed when failure is null => (input.Previous?.Reason, input.Previous?.Message),
        PodPhases.Failed => (failure.Reason, failure.Message),
        PodPhases.Pending => (input.WaitingReason ?? input.Report?.WaitingReason, input.WaitingMessage ?? input.Report?.WaitingMessage),
        _ => (null, null),
    };

    private static string? First(IReadOnlyList<string>? items) => items is { Count: > 0 } ? items[0] : null;
}
