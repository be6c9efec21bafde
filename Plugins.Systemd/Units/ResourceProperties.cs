using Reeve.Kubernetes;
using Reeve.Systemd;

namespace Reeve.Plugins.Systemd.Units;

/// <summary>Requests and limits as systemd.resource-control(5) has them.</summary>
internal static class ResourceProperties
{
    private const ulong MicrosecondsPerMilli = 1000; // of each second, for a thousandth of a processor
    private const ulong Infinity = ulong.MaxValue;

    public static IEnumerable<UnitProperty> Of(ResourceRequirements? resources)
    {
        yield return UnitProperty.Of("CPUAccounting", true);
        yield return UnitProperty.Of("MemoryAccounting", true);
        yield return UnitProperty.Of("TasksAccounting", true);
        yield return UnitProperty.Of("TasksMax", Infinity); // the pod's slice has the limit
        yield return UnitProperty.Of("CPUWeight", WeightOf(Request(resources, "cpu")?.MilliValue ?? 0));
        if (Limit(resources, "cpu") is { Sign: > 0 } cpu)
        {
            yield return UnitProperty.Of("CPUQuotaPerSecUSec", (ulong)cpu.MilliValue * MicrosecondsPerMilli);
        }

        if (Limit(resources, "memory") is { Sign: > 0 } memory)
        {
            yield return UnitProperty.Of("MemoryMax", (ulong)memory.Value);
            yield return UnitProperty.Of("MemorySwapMax", 0UL);
        }
    }

    public static bool LimitsMemory(ResourceRequirements? resources) => Limit(resources, "memory") is { Sign: > 0 };

    /// <summary>The pod's slice: its share of the processors, and how many processes it may have.</summary>
    public static IEnumerable<UnitProperty> OfPod(PodSpec pod, int? pids)
    {
        var milli = pod.Containers.Sum(container => Request(container.Resources, "cpu")?.MilliValue ?? 0);
        return [UnitProperty.Of("CPUWeight", WeightOf(milli)), UnitProperty.Of("TasksMax", pids is { } most ? (ulong)most : Infinity)];
    }

    /// <summary>A request in thousandths of a processor as a weight from 1 to 10000, by the rule that Kubernetes has for cgroup v2.</summary>
    public static ulong WeightOf(long milli)
    {
        var shares = Math.Clamp(milli * 1024 / 1000, 2, 262144);
        return (ulong)(1 + ((shares - 2) * 9999 / 262142));
    }

    private static Quantity? Limit(ResourceRequirements? resources, string name) =>
        resources is not null && resources.Limits.TryGetValue(name, out var quantity) ? quantity : null;

    // The API copies a limit without a request; a pod from a file has not been through it.
    private static Quantity? Request(ResourceRequirements? resources, string name) =>
        resources is not null && resources.Requests.TryGetValue(name, out var quantity) ? quantity : Limit(resources, name);
}
