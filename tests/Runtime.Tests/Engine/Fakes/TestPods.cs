using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Fakes;

/// <summary>Makes pods as the resolver would.</summary>
internal static class TestPods
{
    public static PodId Id(string uid = "uid-1") => new() { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = uid };

    public static ResolvedPod Of(PodSpec spec, string uid = "uid-1", PodStatus? status = null) => new()
    {
        Id = Id(uid),
        Pod = new Pod
        {
            Metadata = new ObjectMeta { Name = "web", Namespace = "default", Uid = uid },
            Spec = spec,
            Status = status ?? new PodStatus(),
        },
        Containers =
        [
            .. spec.InitContainers.Select(container => Resolved(
                container, container.RestartPolicy == RestartPolicies.Always ? ContainerKind.Sidecar : ContainerKind.Init)),
            .. spec.Containers.Select(container => Resolved(container, ContainerKind.Regular)),
        ],
        GracePeriod = TimeSpan.FromSeconds(spec.TerminationGracePeriodSeconds ?? 30),
    };

    /// <summary>A pod of one container.</summary>
    public static ResolvedPod Of(Container container) => Of(new PodSpec { Containers = [container] });

    public static ResolvedPod Simple(string policy = RestartPolicies.Always, string uid = "uid-1") =>
        Of(new PodSpec { RestartPolicy = policy, Containers = [Container("a")] }, uid);

    public static Container Container(string name) => new() { Name = name, Image = "host:", Command = ["/bin/" + name] };

    public static ResolvedContainer Resolved(Container spec, ContainerKind kind) => new() { Spec = spec, Kind = kind };

    public static ResolvedPod Change(this ResolvedPod pod, string name, Func<ResolvedContainer, ResolvedContainer> change) => pod with
    {
        Containers = [.. pod.Containers.Select(container => container.Name == name ? change(container) : container)],
    };
}
