using Reeve.Containers;
using Reeve.Machine.Containers;
using Reeve.Workloads;

namespace Reeve.Machine.Tests.Containers;

/// <summary>A container that holds something.</summary>
internal sealed class Attempt(string name) : TrackedContainer(Running(name))
{
    public bool IsReleased { get; private set; }

    public static ContainerObservation EndOf(ContainerId id) => new() { Id = id, State = ContainerRunState.Terminated, ExitCode = 3 };

    protected override void Release() => IsReleased = true;

    private static ContainerObservation Running(string name) => new()
    {
        Id = new ContainerId { Pod = new PodId { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "u" }, Name = name, Attempt = 0 },
        State = ContainerRunState.Running,
    };
}
