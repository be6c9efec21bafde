using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Admission;

/// <summary>
/// What a pod takes of its node, counted as the scheduler does: the greater of what its containers ask for together and what any step of its
/// initialization asks for. Immutable.
/// </summary>
internal sealed record PodDemand
{
    /// <summary>Amounts by resource; of <c>cpu</c> in thousandths.</summary>
    public required IReadOnlyDictionary<string, long> Requests { get; init; }

    /// <summary>Ports of the host.</summary>
    public required IReadOnlyList<ContainerPort> Ports { get; init; }

    /// <summary>What a pod takes.</summary>
    public static PodDemand Of(PodSpec spec)
    {
        var total = new Dictionary<string, long>(StringComparer.Ordinal);
        var sidecars = new Dictionary<string, long>(StringComparer.Ordinal);
        var peak = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var container in spec.Containers)
        {
            Add(total, container.Resources.Requests);
        }

        foreach (var container in spec.InitContainers)
        {
            if (container.RestartPolicy == RestartPolicies.Always)
            {
                Add(sidecars, container.Resources.Requests);
                Raise(peak, sidecars);
            }
            else
            {
                var step = new Dictionary<string, long>(sidecars, StringComparer.Ordinal);
                Add(step, container.Resources.Requests);
                Raise(peak, step);
            }
        }

        foreach (var (resource, amount) in sidecars)
        {
            total[resource] = total.GetValueOrDefault(resource) + amount;
        }

        Raise(total, peak);

        // What the pod asks for as a whole counts in place of what its containers ask for.
        foreach (var (resource, amount) in spec.Resources?.Requests ?? new Dictionary<string, Quantity>())
        {
            total[resource] = Amount(resource, amount);
        }

        Add(total, spec.Overhead);
        return new() { Requests = total, Ports = [.. HostPorts(spec)] };
    }

    /// <summary>A quantity in the unit of its resource here.</summary>
    public static long Amount(string resource, Quantity amount) => resource == ResourceNames.Cpu ? amount.MilliValue : amount.Value;

    private static IEnumerable<ContainerPort> HostPorts(PodSpec spec) => spec.Containers
        .Concat(spec.InitContainers.Where(container => container.RestartPolicy == RestartPolicies.Always))
        .SelectMany(container => container.Ports)
        .Where(port => port.HostPort > 0);

    private static void Add(Dictionary<string, long> sum, IReadOnlyDictionary<string, Quantity> amounts)
    {
        foreach (var (resource, amount) in amounts)
        {
            sum[resource] = sum.GetValueOrDefault(resource) + Amount(resource, amount);
        }
    }

    private static void Raise(Dictionary<string, long> least, Dictionary<string, long> amounts)
    {
        foreach (var (resource, amount) in amounts)
        {
            least[resource] = Math.Max(least.GetValueOrDefault(resource), amount);
        }
    }
}
