using Reeve.Kubernetes;
using Reeve.Systemd;

namespace Reeve.Plugins.Systemd.Units;

/// <summary>Requests and limits as systemd.resource-control(5) has them.</summary>
internal static class ResourceProperties
{
    private const ulong MicrosecondsPerMilli = 1000; // of each second, for a thousandth of a processor
    private const ulong Infinity = ulong.MaxValue;
    private const double Throttled = 0.9; // of the way from request to limit, as the kubelet's MemoryQoS
    private const long PageBytes = 4096;

    /// <summary>A container's service.</summary>
    /// <param name="unified">Control groups of version 2, which protect and throttle memory too.</param>
    public static IEnumerable<UnitProperty> Of(ResourceRequirements? resources, bool unified) =>
    [
        UnitProperty.Of("CPUAccounting", true),
        UnitProperty.Of("MemoryAccounting", true),
        UnitProperty.Of("TasksAccounting", true),
        UnitProperty.Of("TasksMax", Infinity), // the pod's slice has the limit
        .. Amounts(resources, unified, keepsDefaults: true),
    ];

    /// <summary>What is changed while a container runs: everything, so that a limit that is no more is lifted.</summary>
    public static IReadOnlyList<UnitProperty> Changed(ResourceRequirements resources, bool unified) => [.. Amounts(resources, unified, keepsDefaults: false)];

    public static bool LimitsMemory(ResourceRequirements? resources) => Limit(resources, "memory") is { Sign: > 0 };

    /// <summary>The pod's slice: its share of the processors, the limits of the pod as a whole, and how many processes it may have.</summary>
    public static IReadOnlyList<UnitProperty> OfPod(PodSpec pod, int? pids, bool unified)
    {
        List<UnitProperty> properties =
        [
            UnitProperty.Of("CPUWeight", WeightOf(PodResources.Request(pod, ResourceNames.Cpu).MilliValue)),
            UnitProperty.Of("CPUQuotaPerSecUSec", QuotaOf(PodResources.Limit(pod, ResourceNames.Cpu))),
            UnitProperty.Of("MemoryMax", BytesOf(PodResources.Limit(pod, ResourceNames.Memory))),
            UnitProperty.Of("MemorySwapMax", 0UL), // as on a node of swap behaviour NoSwap
            UnitProperty.Of("TasksMax", pids is { } most ? (ulong)most : Infinity),
        ];
        if (unified)
        {
            // What its containers are promised has to be promised to it.
            properties.Add(UnitProperty.Of("MemoryMin", (ulong)PodResources.Request(pod, ResourceNames.Memory).Value));
        }

        return properties;
    }

    /// <summary>A request in thousandths of a processor as a weight from 1 to 10000, by the rule that Kubernetes has for cgroup v2.</summary>
    public static ulong WeightOf(long milli)
    {
        var shares = Math.Clamp(milli * 1024 / 1000, 2, 262144);
        return (ulong)(1 + ((shares - 2) * 9999 / 262142));
    }

    private static IEnumerable<UnitProperty> Amounts(ResourceRequirements? resources, bool unified, bool keepsDefaults)
    {
        yield return UnitProperty.Of("CPUWeight", WeightOf(Request(resources, "cpu")?.MilliValue ?? 0));
        var (cpu, memory) = (Limit(resources, "cpu"), Limit(resources, "memory"));
        if (!keepsDefaults || cpu is { Sign: > 0 })
        {
            yield return UnitProperty.Of("CPUQuotaPerSecUSec", QuotaOf(cpu));
        }

        if (!keepsDefaults || memory is { Sign: > 0 })
        {
            yield return UnitProperty.Of("MemoryMax", BytesOf(memory));
            yield return UnitProperty.Of("MemorySwapMax", 0UL);
        }

        if (unified)
        {
            var request = Request(resources, "memory")?.Value ?? 0;
            yield return UnitProperty.Of("MemoryMin", (ulong)request);
            yield return UnitProperty.Of("MemoryHigh", memory is { Sign: > 0 } limit && limit.Value > request ? HighOf(request, limit.Value) : Infinity);
        }
    }

    private static ulong HighOf(long request, long limit) => (ulong)((long)(request + (Throttled * (limit - request))) / PageBytes * PageBytes);

    private static ulong QuotaOf(Quantity? limit) => limit is { Sign: > 0 } cpu ? (ulong)cpu.MilliValue * MicrosecondsPerMilli : Infinity;

    private static ulong BytesOf(Quantity? limit) => limit is { Sign: > 0 } memory ? (ulong)memory.Value : Infinity;

    private static Quantity? Limit(ResourceRequirements? resources, string name) =>
        resources is not null && resources.Limits.TryGetValue(name, out var quantity) ? quantity : null;

    private static Quantity? Request(ResourceRequirements? resources, string name) =>
        resources is not null && resources.Requests.TryGetValue(name, out var quantity) ? quantity : Limit(resources, name);
}
