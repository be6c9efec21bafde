using Reeve.Kubernetes;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Nodes.Machine;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Nodes.Machine;

public sealed class MachinePressureTests
{
    private static readonly MachineSample Healthy = new()
    {
        MemoryAvailableBytes = 1L << 30, DiskAvailable = 0.5, InodesAvailable = 0.5, ProcessIdsAvailable = 0.9, HasNetwork = true,
    };

    public static TheoryData<string, string> Cases => new()
    {
        { "memory", NodeConditionTypes.MemoryPressure },
        { "disk", NodeConditionTypes.DiskPressure },
        { "inodes", NodeConditionTypes.DiskPressure },
        { "pids", NodeConditionTypes.PIDPressure },
        { "network", NodeConditionTypes.NetworkUnavailable },
        { "nothing", "" },
        { "all is unknown", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Observe_OneResourceShort_ThatConditionAlone(string resource, string type)
    {
        var sample = resource switch
        {
            "memory" => Healthy with { MemoryAvailableBytes = (100L << 20) - 1 },
            "disk" => Healthy with { DiskAvailable = 0.09 },
            "inodes" => Healthy with { InodesAvailable = 0.04 },
            "pids" => Healthy with { ProcessIdsAvailable = 0.04 },
            "network" => Healthy with { HasNetwork = false },
            "nothing" => Healthy,
            _ => new MachineSample(),
        };

        var conditions = new MachinePressure(new PressureThresholds(), new ManualTimeProvider()).Observe(sample);

        Assert.All(conditions, condition => Assert.Equal(condition.Type == type ? "True" : "False", condition.Status));
    }
}
