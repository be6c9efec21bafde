namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Disconnects a network of the cluster's own from its routers.</summary>
internal sealed class DetachStep(CloudSteps steps) : StepKind<InterfaceArguments>("router-detach", StepJson.Default.InterfaceArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<InterfaceArguments> run, CancellationToken cancellationToken)
    {
        await RouterPorts.RemoveAllAsync(steps, steps.Of(run.Arguments.Cluster), run.Arguments.Network, cancellationToken);
        return [];
    }
}
