using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Naming;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Takes a rule that an agent has made out of a security group. One that is gone is fine.</summary>
internal sealed class RuleRemovalStep(CloudSteps steps) : StepKind<RuleArguments>("rule-remove", StepJson.Default.RuleArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<RuleArguments> run, CancellationToken cancellationToken)
    {
        var network = steps.Of(run.Arguments.Cluster).Network;
        var rules = (await network.SecurityGroups.FindAsync(run.Arguments.Group, cancellationToken))?.Rules ?? [];
        if (rules.FirstOrDefault(rule => ClusterMarks.IsMarked(rule) && SecurityRules.Describe([rule]) == run.Arguments.Rule) is not { } found)
        {
            return [];
        }

        try
        {
            await network.SecurityGroupRules.DeleteAsync(found.Id, cancellationToken);
        }
        catch (CloudException e) when (e.MayHaveHappened)
        {
            throw new ProviderException(ErrorReason.Transient, e.Message, e); // the next try looks first
        }

        return [];
    }
}
