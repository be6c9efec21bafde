using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Kinds;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Connects a subnet to a router.</summary>
internal sealed class InterfaceStep(CloudSteps steps) : StepKind<InterfaceArguments>("router-interface", StepJson.Default.InterfaceArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<InterfaceArguments> run, CancellationToken cancellationToken)
    {
        var cloud = steps.Of(run.Arguments.Cluster);
        var (router, subnet, network) = (run.Fill(run.Arguments.Router), run.Fill(run.Arguments.Subnet), run.Fill(run.Arguments.Network));
        if (!steps.Memory.IsAbsent(run.Context.OperationId, run.Step.Id, NetworkKinds.Subnet) && await IsConnectedAsync(cloud, router, network, cancellationToken))
        {
            return [];
        }

        try
        {
            await cloud.Network.Routers.AddInterfaceAsync(router, new RouterInterfaceTarget { SubnetId = subnet }, cancellationToken);
        }
        catch (CloudException e) when (e.MayHaveHappened)
        {
            throw new ProviderException(ErrorReason.Transient, e.Message, e);
        }
        catch (CloudException e) when (e.Reason is ErrorReason.Conflict or ErrorReason.Invalid && !e.MayHaveHappened)
        {
            // Connecting it a second time is an error of its own; an earlier try may have been slow.
            if (!await IsConnectedAsync(cloud, router, network, cancellationToken))
            {
                throw;
            }
        }

        return [];
    }

    protected override async Task UndoAsync(StepRun<InterfaceArguments> run, CancellationToken cancellationToken)
    {
        if (!steps.Memory.IsClean(run.Context.OperationId) && Network(run) is { } network)
        {
            await RouterPorts.RemoveAllAsync(steps, steps.Of(run.Arguments.Cluster), network, cancellationToken);
        }
    }

    private static string? Network(StepRun<InterfaceArguments> run)
    {
        try
        {
            return run.Fill(run.Arguments.Network);
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            return null; // there was no network to connect
        }
    }

    private static async Task<bool> IsConnectedAsync(ICloud cloud, string router, string network, CancellationToken cancellationToken) =>
        (await RouterPorts.ListAsync(cloud, network, cancellationToken)).Any(port => port.DeviceId == router);
}
