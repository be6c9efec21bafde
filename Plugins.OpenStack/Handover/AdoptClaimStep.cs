using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Handover;

/// <summary>Comes before everything else: the cluster was released, or an earlier try of this agent has begun to take it.</summary>
internal sealed class AdoptClaimStep(CloudSteps steps) : StepKind<AdoptArguments>("adopt-claim", StepJson.Default.AdoptArguments)
{
    protected override Task PreviewAsync(StepRun<AdoptArguments> run, CancellationToken cancellationToken) => RequireAsync(run.Arguments, cancellationToken);

    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<AdoptArguments> run, CancellationToken cancellationToken)
    {
        await RequireAsync(run.Arguments, cancellationToken);
        return [];
    }

    private async Task RequireAsync(AdoptArguments arguments, CancellationToken cancellationToken)
    {
        var marks = new ClusterMarks(arguments.Cluster);
        foreach (var group in await steps.Of(arguments.Cluster).Network.SecurityGroups.ListAsync(new ResourceQuery { Tags = marks.Shared }, cancellationToken))
        {
            Ownership.Require(arguments, group.Tags);
        }
    }
}
