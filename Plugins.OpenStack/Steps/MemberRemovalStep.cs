using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Takes a master from behind the load balancer before it goes. Taken back, it is there again, if its machine is.</summary>
internal sealed class MemberRemovalStep(CloudSteps steps) : StepKind<MemberArguments>("member-remove", StepJson.Default.MemberArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<MemberArguments> run, CancellationToken cancellationToken)
    {
        await PoolMembers.RemoveAsync(steps, steps.Of(run.Arguments.Cluster).LoadBalancer.Members(run.Arguments.Pool), run.Arguments.Address, cancellationToken);
        return [];
    }

    protected override async Task UndoAsync(StepRun<MemberArguments> run, CancellationToken cancellationToken)
    {
        var cloud = steps.Of(run.Arguments.Cluster);
        var servers = await KindCatalog.Of(MachineKinds.Server).ListAsync(cloud, new ClusterMarks(run.Arguments.Cluster), cancellationToken);
        if (!servers.Any(server => server.Facts.GetValueOrDefault(ServerMetadata.Machine) == run.Arguments.Name)
            || (run.Arguments.Succession is { } succession && await succession.IsPastAsync(steps, run, run.Arguments.Cluster, cancellationToken)))
        {
            return;
        }

        var members = cloud.LoadBalancer.Members(run.Arguments.Pool);
        var again = await steps.WaitAsync(
            async () =>
            {
                try
                {
                    return await PoolMembers.AddAsync(members, run.Arguments.Name, run.Arguments.Address, run.Arguments.Subnet, cancellationToken);
                }
                catch (ProviderException e) when (e.Reason is ErrorReason.Transient)
                {
                    return null; // it takes changes one after the other
                }
            },
            cancellationToken);
        await PoolMembers.WaitAsync(steps, members, again.Id, run.Arguments.Name, cancellationToken);
    }
}
