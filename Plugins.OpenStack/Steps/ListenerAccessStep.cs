using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.LoadBalancing;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Changes from where a load balancer takes connections. Doing so twice is the same as once.</summary>
internal sealed class ListenerAccessStep(CloudSteps steps) : StepKind<ListenerArguments>("listener-access", StepJson.Default.ListenerArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<ListenerArguments> run, CancellationToken cancellationToken)
    {
        await SetAsync(run, run.Arguments.From, cancellationToken);
        return [];
    }

    protected override Task VerifyAsync(StepRun<ListenerArguments> run, CancellationToken cancellationToken) => steps.WaitAsync(
        async () => await steps.Of(run.Arguments.Cluster).LoadBalancer.Listeners.GetAsync(run.Arguments.Listener, cancellationToken) is { ProvisioningStatus: "ACTIVE" } active ? active : null,
        cancellationToken);

    protected override Task UndoAsync(StepRun<ListenerArguments> run, CancellationToken cancellationToken) => SetAsync(run, run.Arguments.Before, cancellationToken);

    private async Task SetAsync(StepRun<ListenerArguments> run, IReadOnlyList<string> from, CancellationToken cancellationToken)
    {
        try
        {
            await steps.Of(run.Arguments.Cluster).LoadBalancer.Listeners.UpdateAsync(run.Arguments.Listener, new ListenerUpdate { AllowedCidrs = from }, cancellationToken);
        }
        catch (CloudException e) when (e.MayHaveHappened || e.Reason is ErrorReason.Conflict)
        {
            throw new ProviderException(ErrorReason.Transient, e.Message, e); // it takes changes one after the other
        }
    }
}
