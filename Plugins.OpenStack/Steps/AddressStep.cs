using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Networking;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Lets a floating address lead to another port, so that whoever knows it reaches the machine that has come in place of another one.</summary>
internal sealed class AddressStep(CloudSteps steps) : StepKind<AddressArguments>("address-move", StepJson.Default.AddressArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<AddressArguments> run, CancellationToken cancellationToken)
    {
        await MoveAsync(run, run.Fill(run.Arguments.Port), cancellationToken);
        return [];
    }

    protected override async Task UndoAsync(StepRun<AddressArguments> run, CancellationToken cancellationToken)
    {
        if (run.Arguments.Succession is { } succession && await succession.IsPastAsync(steps, run, run.Arguments.Cluster, cancellationToken))
        {
            return;
        }

        try
        {
            await MoveAsync(run, run.Arguments.From, cancellationToken);
        }
        catch (CloudException e) when (e.Reason is ErrorReason.NotFound)
        {
            // Address or port are gone: there is nothing to lead back to.
        }
    }

    private async Task MoveAsync(StepRun<AddressArguments> run, string? port, CancellationToken cancellationToken)
    {
        try
        {
            await steps.Of(run.Arguments.Cluster).Network.FloatingIps.UpdateAsync(run.Arguments.Address, new FloatingIpUpdate { PortId = port }, cancellationToken);
        }
        catch (CloudException e) when (e.MayHaveHappened || e.Reason is ErrorReason.Conflict)
        {
            throw new ProviderException(ErrorReason.Transient, e.Message, e); // twice is the same as once
        }
    }
}
