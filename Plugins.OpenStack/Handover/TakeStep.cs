using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Handover;

/// <summary>Gives a resource other marks: its tags, or what it is found by. Doing so twice is the same as once, and it can be taken back.</summary>
internal sealed class TakeStep(CloudSteps steps) : StepKind<TakeArguments>("take", StepJson.Default.TakeArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<TakeArguments> run, CancellationToken cancellationToken)
    {
        await MarkAsync(run.Arguments, run.Arguments.Cluster, run.Arguments.Tags, cancellationToken);
        return [];
    }

    /// <summary>A load balancer and its parts take changes one after the other.</summary>
    protected override async Task VerifyAsync(StepRun<TakeArguments> run, CancellationToken cancellationToken)
    {
        var (kind, cloud) = (KindCatalog.Of(run.Arguments.Kind), steps.Of(run.Arguments.Cluster));
        if (kind.Service is CloudService.LoadBalancer)
        {
            await steps.WaitAsync(
                async () => await kind.GetAsync(cloud, run.Arguments.Id, cancellationToken) is { Status: "ACTIVE" } active ? active : null, cancellationToken);
        }
    }

    protected override async Task UndoAsync(StepRun<TakeArguments> run, CancellationToken cancellationToken)
    {
        try
        {
            await MarkAsync(run.Arguments, run.Arguments.From, run.Arguments.Before, cancellationToken);
        }
        catch (CloudException e) when (e.Reason is ErrorReason.NotFound)
        {
            // Somebody has deleted it meanwhile: there is nothing to give back.
        }
    }

    private async Task MarkAsync(TakeArguments taken, ClusterId owner, IReadOnlyList<string>? tags, CancellationToken cancellationToken)
    {
        var (kind, cloud) = (KindCatalog.Of(taken.Kind), steps.Of(taken.Cluster));
        try
        {
            await (tags is null ? kind.MarkAsync(cloud, taken.Id, new ClusterMarks(owner), cancellationToken) : kind.TagAsync(cloud, taken.Id, tags, cancellationToken));
        }
        catch (CloudException e) when (e.MayHaveHappened || e.Reason is ErrorReason.Conflict)
        {
            throw new ProviderException(ErrorReason.Transient, e.Message, e) { RetryAfter = e.RetryAfter };
        }
    }
}
