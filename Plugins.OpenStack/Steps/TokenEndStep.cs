using Reeve.Plugins.OpenStack.Pki;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Takes the token by which machines joined out of the cluster: it would be taken until the hour is over.</summary>
internal sealed class TokenEndStep() : StepKind<TokenArguments>("join-end", StepJson.Default.TokenArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<TokenArguments> run, CancellationToken cancellationToken)
    {
        await JoinToken.WithdrawAsync(run.Context, new ClusterCalls(run.Context.GetClusterApi(run.Arguments.Cluster)), run.Arguments.Name, cancellationToken);
        return [];
    }
}
