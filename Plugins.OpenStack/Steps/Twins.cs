using System.Text.Json;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Kinds;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>
/// Two servers of one machine: the first request was slower than the look that followed its lost answer. The one that has the machine's port stays; Nova
/// gives the port to one alone.
/// </summary>
internal static class Twins
{
    public static async Task<CloudResource> SettleAsync(CloudSteps steps, ICloud cloud, IReadOnlyList<CloudResource> servers, JsonElement body, CancellationToken cancellationToken)
    {
        var portId = body.GetProperty(ServerBody.Networks)[0].GetProperty(ServerBody.Port).GetString()!;
        var port = await KindCatalog.Of(NetworkKinds.Port).GetAsync(cloud, portId, cancellationToken);
        var keeper = servers.FirstOrDefault(server => server.Id == port?.Parent)
            ?? throw new ProviderException(ErrorReason.Transient, $"There are {servers.Count} servers \"{servers[0].Name}\"; which one has the port {portId} is not settled yet.");
        foreach (var other in servers.Where(server => server != keeper))
        {
            await ResourceRemoval.RemoveAsync(steps, KindCatalog.Of(MachineKinds.Server), cloud, other.Id, cancellationToken);
        }

        return keeper;
    }
}
