using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Sharing;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>
/// Comes before everything else: nobody else has a cluster of this name, and the quota suffices. Undone, which is the very last of a removal, it sees
/// that nothing is left.
/// </summary>
internal sealed class ClaimStep(CloudSteps steps) : StepKind<ClaimArguments>("claim", StepJson.Default.ClaimArguments)
{
    protected override Task PreviewAsync(StepRun<ClaimArguments> run, CancellationToken cancellationToken) => RequireAsync(run, cancellationToken);

    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<ClaimArguments> run, CancellationToken cancellationToken)
    {
        var survey = steps.Share(run.Arguments.Cluster).SurveyPartsAsync(new ClusterMarks(run.Arguments.Cluster), Demand.Now, cancellationToken);
        await Task.WhenAll(survey, RequireAsync(run, cancellationToken));
        steps.Memory.Surveyed(run.Context.OperationId, (await survey).Select(found => found.Kind));
        return [];
    }

    protected override Task UndoAsync(StepRun<ClaimArguments> run, CancellationToken cancellationToken) => run.Arguments.IsNew
        ? Sweep.RunAsync(steps, run.Arguments.Cluster, run.Context, cancellationToken)
        : Task.CompletedTask; // the cluster was there before

    private async Task RequireAsync(StepRun<ClaimArguments> run, CancellationToken cancellationToken)
    {
        var cloud = steps.Share(run.Arguments.Cluster);
        var quota = QuotaCheck.RequireAsync(cloud, run.Arguments.Costs, cancellationToken);
        if (await cloud.OtherOwnerAsync(new ClusterMarks(run.Arguments.Cluster), cancellationToken) is { } other)
        {
            throw new ProviderException(
                ErrorReason.Conflict, $"The cluster {run.Arguments.Cluster} is that of the agent {other}. Choose another name, or have it deleted there, or released there and adopted here.");
        }

        await quota;
    }
}
