using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.TestKit;

/// <summary>Small pods for tests.</summary>
public static class SamplePods
{
    /// <summary>A pod with one container that sleeps; change it with <c>with</c>.</summary>
    /// <param name="name">The pod's name.</param>
    public static Pod New(string name) => new()
    {
        ApiVersion = "v1",
        Kind = "Pod",
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Uid = Guid.NewGuid().ToString() },
        Spec = new PodSpec
        {
            RestartPolicy = RestartPolicies.Never,
            Containers = [new Container { Name = "main", Image = "host:", Command = ["/bin/sleep", "3600"] }],
        },
    };

    /// <summary>A pod as a provider gets it: literal environment and no volumes, nothing looked up.</summary>
    /// <param name="owner">Whose pod it is.</param>
    /// <param name="pod">A pod with a UID.</param>
    public static ResolvedPod Resolve(Owner owner, Pod pod) => new()
    {
        Id = new PodId { Owner = owner, Uid = pod.Metadata.Uid ?? throw new ArgumentException("The pod has no UID.", nameof(pod)) },
        Pod = pod,
        Containers =
        [
            .. pod.Spec.InitContainers.Select(container => Resolve(
                container, container.RestartPolicy == RestartPolicies.Always ? ContainerKind.Sidecar : ContainerKind.Init)),
            .. pod.Spec.Containers.Select(container => Resolve(container, ContainerKind.Regular)),
        ],
        GracePeriod = TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds ?? 30),
    };

    private static ResolvedContainer Resolve(Container container, ContainerKind kind) => new()
    {
        Spec = container,
        Kind = kind,
        Environment = new EnvironmentPlan(
        [
            .. container.Env.Select(variable => new EnvironmentEntry
            {
                Name = variable.Name, Value = variable.Value ?? "", Source = EnvironmentSource.Literal,
            }),
        ]),
        SecurityContext = container.SecurityContext ?? new SecurityContext(),
    };
}
