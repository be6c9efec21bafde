using Reeve.Kubernetes;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>The paths of a pod's containers.</summary>
internal static class ContainerPaths
{
    /// <summary>Init containers and regular ones, each with its path.</summary>
    public static IEnumerable<(Container Container, string Path)> All(Pod pod) =>
        pod.Spec.InitContainers.Select((container, index) => (container, $"spec.initContainers[{index}]"))
            .Concat(pod.Spec.Containers.Select((container, index) => (container, $"spec.containers[{index}]")));

    /// <summary>The path of the container of a name.</summary>
    public static string Of(Pod pod, string name) => All(pod).FirstOrDefault(item => item.Container.Name == name).Path ?? "spec.containers";
}
