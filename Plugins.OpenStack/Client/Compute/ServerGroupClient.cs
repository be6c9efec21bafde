using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>Server groups. Thread-safe.</summary>
internal sealed class ServerGroupClient(ServiceClient service) : ResourceClient<ServerGroup, ServerGroupCreate>(service, new()
{
    Path = "os-server-groups",
    Plural = "server_groups",
    Singular = "server_group",
    Read = CloudJson.Default.ServerGroup,
    Write = CloudJson.Default.ServerGroupCreate,
    NameOf = group => group.Name,
    NameField = null,
})
{
    // Before it, a group had a list of policies, of which one was allowed.
    private static readonly Microversion s_onePolicy = new(2, 64);

    /// <inheritdoc/>
    protected override async Task<JsonElement> WrapAsync(ServerGroupCreate request, CancellationToken cancellationToken) =>
        await Service.VersionAsync(cancellationToken) >= s_onePolicy
            ? await base.WrapAsync(request, cancellationToken)
            : JsonSerializer.SerializeToElement(
                new JsonObject { ["server_group"] = new JsonObject { ["name"] = request.Name, ["policies"] = new JsonArray(request.Policy) } }, CloudJson.Default.JsonObject);
}
