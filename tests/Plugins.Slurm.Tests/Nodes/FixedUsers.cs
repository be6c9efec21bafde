using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Tests.Controller.Commands;
using Reeve.Plugins.Slurm.Users;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Tests.Nodes;

/// <summary>One user, with a controller of the test's.</summary>
internal sealed class FixedUsers(ISlurmController controller) : IRemoteUsers
{
    public event Action? Grown;

    public IReadOnlyList<RemoteUser> Known { get; } = [new RemoteUser { Name = "user", Shell = new ProcessShell(), Controller = controller, Root = "/root" }];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Grown?.Invoke();
        return Task.CompletedTask;
    }

    public IReadOnlyList<FieldError> Validate(Pod pod) => [];

    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    public Task<PodUser> FindAsync(ResolvedPod pod, CancellationToken cancellationToken) => Task.FromResult(new PodUser { User = Known[0] });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
