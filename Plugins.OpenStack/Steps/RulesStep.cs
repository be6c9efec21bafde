using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Gives a security group the rules that it has not yet, all by one call. They go with the group.</summary>
internal sealed class RulesStep(CloudSteps steps) : StepKind<RulesArguments>("rules", StepJson.Default.RulesArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<RulesArguments> run, CancellationToken cancellationToken)
    {
        var cloud = steps.Of(run.Arguments.Cluster);
        var group = run.Fill(run.Arguments.Group);
        var wanted = run.Arguments.Rules.Select(rule => rule with { Group = run.Fill(rule.Group) }).ToList();
        var missing = steps.Memory.IsAbsent(run.Context.OperationId, run.Step.Id, NetworkKinds.SecurityGroup)
            ? wanted
            : SecurityRules.Missing(wanted, (await cloud.Network.SecurityGroups.GetAsync(group, cancellationToken)).Rules);
        if (missing.Count == 0)
        {
            return [];
        }

        var description = new ClusterMarks(run.Arguments.Cluster).Description;
        try
        {
            await cloud.Network.SecurityGroupRules.CreateManyAsync([.. missing.Select(rule => SecurityRules.ToCreate(rule, group, description))], cancellationToken);
        }
        catch (CloudException e) when (e.MayHaveHappened || e.Type == "SecurityGroupRuleExists")
        {
            throw new ProviderException(ErrorReason.Transient, e.Message, e); // the next try asks for what is still missing
        }

        return [];
    }
}
