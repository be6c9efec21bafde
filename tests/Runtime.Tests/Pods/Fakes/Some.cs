using Reeve.Kubernetes;

namespace Reeve.Runtime.Tests.Pods.Fakes;

/// <summary>Makes objects for tests.</summary>
internal static class Some
{
    public static Owner Owner { get; } = new() { Cluster = "test", Node = "node-1" };

    public static Pod Pod(string name, Func<PodSpec, PodSpec>? spec = null, string? uid = null)
    {
        var basic = new PodSpec { Containers = [new Container { Name = "main", Image = "host:/bin/true" }], RestartPolicy = RestartPolicies.Never };
        return new Pod
        {
            Metadata = new() { Name = name, Namespace = "default", Uid = uid },
            Spec = spec is null ? basic : spec(basic),
        };
    }
}
