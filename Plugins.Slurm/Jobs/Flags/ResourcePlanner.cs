using System.Globalization;
using Reeve.Kubernetes;

namespace Reeve.Plugins.Slurm.Jobs.Flags;

/// <summary>
/// Options for the resources of a pod: what its containers need at any one time, limits before requests. A pod that states nothing gets what the
/// partition gives.
/// </summary>
internal static class ResourcePlanner
{
    private const long Mebi = 1024 * 1024;

    /// <summary>Sets the options.</summary>
    public static void Set(OptionSet set, Pod pod, ContainerOptions options, Findings findings)
    {
        if (Total(pod, "cpu") is { } cpu)
        {
            set.Set("cpus-per-task", Math.Max(1, cpu.Value).ToString(CultureInfo.InvariantCulture));
        }

        if (Total(pod, "memory") is { } memory)
        {
            set.Set("mem", string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (memory.Value + Mebi - 1) / Mebi)}M"));
        }

        var gres = new List<string>();
        foreach (var (name, resource) in Extended(pod, options, findings))
        {
            if (Total(pod, name) is { Sign: > 0 } count)
            {
                gres.Add(string.Create(CultureInfo.InvariantCulture, $"{resource}:{count.Value}"));
            }
        }

        if (gres.Count > 0)
        {
            set.Set("gres", string.Join(',', gres));
        }
    }

    /// <summary>Whether a container asks for a resource.</summary>
    public static bool Asks(Container container, string resource) => Of(container.Resources, resource) is { Sign: > 0 };

    private static List<KeyValuePair<string, string>> Extended(Pod pod, ContainerOptions options, Findings findings)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (container, path) in ContainerPaths.All(pod))
        {
            foreach (var name in container.Resources.Limits.Keys.Concat(container.Resources.Requests.Keys))
            {
                if (name is "cpu" or "memory" or "ephemeral-storage")
                {
                    continue;
                }

                // slurm.reeve.dev/gpu.a100 is the node's name for gpu:a100, where no other one is configured.
                if (options.GenericResources.TryGetValue(name, out var resource) || (resource = Nodes.NodeResources.OwnName(name)) is not null)
                {
                    found[name] = resource;
                }
                else
                {
                    findings.Add($"{path}.resources.limits[{name}]", "Unsupported value: no generic resource of Slurm is configured for it");
                }
            }
        }

        return [.. found];
    }

    // As the scheduler counts: regular containers and sidecars side by side, each init container beside the sidecars before it.
    private static Quantity? Total(Pod pod, string name)
    {
        if (Of(pod.Spec.Resources, name) is { } whole)
        {
            return whole;
        }

        Quantity? running = null;
        Quantity? peak = null;
        foreach (var container in pod.Spec.InitContainers)
        {
            var own = Of(container.Resources, name);
            peak = Max(peak, Sum(running, own));
            if (container.RestartPolicy == RestartPolicies.Always)
            {
                running = Sum(running, own);
            }
        }

        foreach (var container in pod.Spec.Containers)
        {
            running = Sum(running, Of(container.Resources, name));
        }

        return Max(peak, running);
    }

    private static Quantity? Of(ResourceRequirements? resources, string name) =>
        resources is null ? null
        : resources.Limits.TryGetValue(name, out var limit) ? limit
        : resources.Requests.TryGetValue(name, out var request) ? request
        : null;

    private static Quantity? Sum(Quantity? left, Quantity? right) => left is { } a && right is { } b ? a + b : left ?? right;

    private static Quantity? Max(Quantity? left, Quantity? right) => left is { } a && right is { } b ? (a > b ? a : b) : left ?? right;
}
