using Reeve.Host.CommandLine;
using Reeve.Host.Control;
using Reeve.Kubernetes;
using Reeve.Runtime.Text;

namespace Reeve.Host.Agent;

/// <summary>Finds pods and containers by the names that people give.</summary>
internal static class PodLookup
{
    /// <summary>Finds a pod.</summary>
    /// <exception cref="CommandException">There is none of that name; the nearest one is named.</exception>
    public static async Task<Pod> FindAsync(IAgent agent, PodKey key, CancellationToken cancellationToken) =>
        Find(await agent.ListPodsAsync(cancellationToken), key);

    /// <summary>Finds a pod in a list.</summary>
    public static Pod Find(IReadOnlyList<Pod> pods, PodKey key)
    {
        if (pods.FirstOrDefault(pod => KeyOf(pod) == key) is { } found)
        {
            return found;
        }

        if (pods.FirstOrDefault(pod => pod.Metadata.Name == key.Name) is { } elsewhere)
        {
            throw CommandException.Failed(
                $"There is no pod {key.Name} in namespace {key.Namespace}, but one in {KeyOf(elsewhere).Namespace}: add -n {KeyOf(elsewhere).Namespace}.");
        }

        var names = pods.Where(pod => KeyOf(pod).Namespace == key.Namespace).Select(pod => pod.Metadata.Name);
        throw CommandException.Failed(NearestName.Find(key.Name, names) is { } near
            ? $"There is no pod {key.Name} in namespace {key.Namespace}; did you mean {near}?"
            : $"There is no pod {key.Name} in namespace {key.Namespace}; \"reeve pods -A\" lists all of them.");
    }

    /// <summary>A pod's namespace and name.</summary>
    public static PodKey KeyOf(Pod pod) => new(pod.Metadata.Namespace ?? "default", pod.Metadata.Name);

    /// <summary>The names of all containers of a pod, the ordinary ones first.</summary>
    public static IReadOnlyList<string> ContainersOf(Pod pod) =>
    [
        .. pod.Spec.Containers.Select(container => container.Name),
        .. pod.Spec.InitContainers.Select(container => container.Name),
        .. pod.Spec.EphemeralContainers.Select(container => container.Name),
    ];

    /// <summary>The container that is meant.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="name">The name given, or null.</param>
    /// <param name="cli">Told when the choice is not obvious.</param>
    /// <exception cref="CommandException">There is none of that name.</exception>
    public static string ContainerOf(Pod pod, string? name, Cli cli)
    {
        var all = ContainersOf(pod);
        if (name is not null)
        {
            return all.Contains(name)
                ? name
                : throw CommandException.Failed($"The pod {pod.Metadata.Name} has no container {name}; it has {string.Join(", ", all)}.");
        }

        var first = pod.Metadata.Annotations.GetValueOrDefault("kubectl.kubernetes.io/default-container") is { } preferred && all.Contains(preferred)
            ? preferred
            : all[0];
        if (pod.Spec.Containers.Count > 1)
        {
            cli.Error.WriteLine($"The pod has several containers ({string.Join(", ", all)}); this is {first}. Choose another with -c.");
        }

        return first;
    }
}
