using Reeve.Kubernetes;
using Reeve.Runtime.Pods;

namespace Reeve.Runtime.Tests.KubeletApi.Support;

/// <summary>The pods of a node.</summary>
internal sealed class FakePods : IPodStateReader
{
    private readonly List<PodRecord> _pods = [];

    public IReadOnlyList<PodRecord> Pods
    {
        get
        {
            lock (_pods)
            {
                return [.. _pods];
            }
        }
    }

    public PodRecord? Find(string podNamespace, string name) =>
        Pods.FirstOrDefault(record => record.Pod.Metadata.Namespace == podNamespace && record.Pod.Metadata.Name == name);

    public PodRecord? FindByUid(string uid) => Pods.FirstOrDefault(record => record.Uid == uid);

    public IReadOnlyList<Event> GetEvents(string? uid = null) => [];

    public void Add(Pod pod)
    {
        lock (_pods)
        {
            _pods.Add(new PodRecord { Pod = pod, Source = "api", SourceKey = pod.Metadata.Uid! });
        }
    }

    /// <summary>A pod of one running container.</summary>
    public static Pod Running(string name, string container = "main") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Uid = $"uid-of-{name}" },
        Spec = new PodSpec
        {
            Containers =
            [
                new Container
                {
                    Name = container,
                    Image = "busybox",
                    Resources = new ResourceRequirements
                    {
                        Limits = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("500m"), ["memory"] = Quantity.Parse("64Mi") },
                        Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("250m") },
                    },
                },
            ],
        },
        Status = new PodStatus
        {
            Phase = PodPhases.Running,
            ContainerStatuses = [new ContainerStatus { Name = container, Image = "busybox", ContainerID = "process://1", State = new ContainerState { Running = new() } }],
        },
    };
}
