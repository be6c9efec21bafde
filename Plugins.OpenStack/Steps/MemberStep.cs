using Reeve.Plugins.OpenStack.Client.LoadBalancing;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Puts a master behind the load balancer. It goes with the load balancer, or when the master's making is taken back.</summary>
internal sealed class MemberStep(CloudSteps steps) : StepKind<MemberArguments>("member", StepJson.Default.MemberArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<MemberArguments> run, CancellationToken cancellationToken) =>
        new() { ["id"] = (await PoolMembers.AddAsync(Members(run), run.Arguments.Name, run.Fill(run.Arguments.Address), run.Fill(run.Arguments.Subnet), cancellationToken)).Id };

    protected override Task VerifyAsync(StepRun<MemberArguments> run, CancellationToken cancellationToken) =>
        PoolMembers.WaitAsync(steps, Members(run), run.Find(run.Step.Id, "id")!, run.Arguments.Name, cancellationToken);

    protected override async Task UndoAsync(StepRun<MemberArguments> run, CancellationToken cancellationToken)
    {
        if (run.Arguments.Succession is { } succession && !steps.Memory.IsClean(run.Context.OperationId)
            && !await succession.IsPastAsync(steps, run, run.Arguments.Cluster, cancellationToken))
        {
            await PoolMembers.RemoveAsync(steps, Members(run), run.Fill(run.Arguments.Address), cancellationToken);
        }
    }

    private Client.Resources.IChangeableResources<Member, MemberCreate, MemberUpdate> Members(StepRun<MemberArguments> run) =>
        steps.Of(run.Arguments.Cluster).LoadBalancer.Members(run.Fill(run.Arguments.Pool));
}
