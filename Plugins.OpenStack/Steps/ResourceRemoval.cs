using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Kinds;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Deletes resources and waits until they are gone.</summary>
internal static class ResourceRemoval
{
    // Of these a deletion is accepted long before it is done, and what they use is free only then.
    private static readonly HashSet<string> s_slow = [MachineKinds.Server, MachineKinds.Volume, BalancerKinds.LoadBalancer];

    /// <summary>Deletes one, waiting out that it is still in use; the caller's deadline ends that.</summary>
    public static async Task RemoveAsync(CloudSteps steps, IResourceKind kind, ICloud cloud, string id, CancellationToken cancellationToken)
    {
        await steps.WaitAsync(async () => await TryAsync(kind, cloud, id, cancellationToken) ? kind : null, cancellationToken);
        if (s_slow.Contains(kind.Name))
        {
            await steps.WaitAsync(async () => await GoneAsync(kind, cloud, id, cancellationToken) ? kind : null, cancellationToken);
        }
    }

    private static async Task<bool> TryAsync(IResourceKind kind, ICloud cloud, string id, CancellationToken cancellationToken)
    {
        try
        {
            await kind.DeleteAsync(cloud, id, cancellationToken);
            return true;
        }
        catch (CloudException e) when (e.Reason is ErrorReason.Conflict or ErrorReason.Transient)
        {
            return false; // something still uses it, or the service was away: deleting twice is the same as once
        }
    }

    private static async Task<bool> GoneAsync(IResourceKind kind, ICloud cloud, string id, CancellationToken cancellationToken) =>
        await kind.GetAsync(cloud, id, cancellationToken) is null or { Status: "DELETED" or "SOFT_DELETED" };
}
