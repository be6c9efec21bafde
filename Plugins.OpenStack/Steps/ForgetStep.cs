namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Takes what a machine needed to join out of its server's metadata, once it has joined: pods could read it there.</summary>
internal sealed class ForgetStep(CloudSteps steps) : StepKind<ForgetArguments>("forget-secret", StepJson.Default.ForgetArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<ForgetArguments> run, CancellationToken cancellationToken)
    {
        await steps.Of(run.Arguments.Cluster).Compute.Servers.RemoveMetadataAsync(run.Fill(run.Arguments.Server), ServerMetadata.Secret, cancellationToken);
        return [];
    }
}
