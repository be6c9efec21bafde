using Reeve.Kubernetes;

namespace Reeve.Runtime.Nodes.Machine;

/// <summary>Turns measurements of this machine into conditions of its node, with the kubelet's reasons. Not thread-safe.</summary>
internal sealed class MachinePressure(PressureThresholds thresholds, TimeProvider time)
{
    private readonly PressureGauge _memory = new(thresholds.TransitionPeriod, time);
    private readonly PressureGauge _disk = new(thresholds.TransitionPeriod, time);
    private readonly PressureGauge _processIds = new(thresholds.TransitionPeriod, time);

    /// <summary>The conditions after a measurement. What could not be measured counts as enough.</summary>
    public IReadOnlyList<NodeCondition> Observe(MachineSample sample) =>
    [
        Condition(
            NodeConditionTypes.MemoryPressure,
            _memory.Observe(sample.MemoryAvailableBytes < thresholds.MemoryAvailableBytes),
            ("KubeletHasInsufficientMemory", "kubelet has insufficient memory available"),
            ("KubeletHasSufficientMemory", "kubelet has sufficient memory available")),
        Condition(
            NodeConditionTypes.DiskPressure,
            _disk.Observe(sample.DiskAvailable < thresholds.DiskAvailable || sample.InodesAvailable < thresholds.InodesAvailable),
            ("KubeletHasDiskPressure", "kubelet has disk pressure"),
            ("KubeletHasNoDiskPressure", "kubelet has no disk pressure")),
        Condition(
            NodeConditionTypes.PIDPressure,
            _processIds.Observe(sample.ProcessIdsAvailable < thresholds.ProcessIdsAvailable),
            ("KubeletHasInsufficientPID", "kubelet has insufficient PID available"),
            ("KubeletHasSufficientPID", "kubelet has sufficient PID available")),
        Condition(
            NodeConditionTypes.NetworkUnavailable,
            sample.HasNetwork == false,
            ("NoNetworkInterface", "no network interface of the machine is up"),
            ("NetworkInterfaceUp", "a network interface of the machine is up")),
    ];

    private static NodeCondition Condition(string type, bool pressed, (string Reason, string Message) yes, (string Reason, string Message) no)
    {
        var (reason, message) = pressed ? yes : no;
        return new NodeCondition { Type = type, Status = pressed ? ConditionStatuses.True : ConditionStatuses.False, Reason = reason, Message = message };
    }
}
