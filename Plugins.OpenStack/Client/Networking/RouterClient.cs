using System.Net;
using System.Text.Json;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>Routers. Thread-safe.</summary>
internal sealed class RouterClient(ServiceClient service) : TaggedResourceClient<Router, RouterCreate, RouterUpdate>(service, new()
{
    Path = "routers",
    Plural = "routers",
    Singular = "router",
    Read = CloudJson.Default.Router,
    Write = CloudJson.Default.RouterCreate,
    NameOf = router => router.Name,
    TagsOf = router => router.Tags,
}, CloudJson.Default.RouterUpdate), IRouters
{
    /// <inheritdoc/>
    public async Task<RouterInterface> AddInterfaceAsync(string id, RouterInterfaceTarget target, CancellationToken cancellationToken)
    {
        var answer = await Service.SendAsync(HttpMethod.Put, $"{PathOf(id)}/add_router_interface", Body(target), false, cancellationToken);
        return answer.Deserialize(CloudJson.Default.RouterInterface)!;
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveInterfaceAsync(string id, RouterInterfaceTarget target, CancellationToken cancellationToken)
    {
        try
        {
            await Service.SendAsync(HttpMethod.Put, $"{PathOf(id)}/remove_router_interface", Body(target), true, cancellationToken);
            return true;
        }
        catch (CloudException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static JsonElement Body(RouterInterfaceTarget target) => JsonSerializer.SerializeToElement(target, CloudJson.Default.RouterInterfaceTarget);
}
