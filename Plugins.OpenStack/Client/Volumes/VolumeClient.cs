using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Volumes;

/// <summary>Cinder. Thread-safe.</summary>
internal sealed class VolumeClient(ServiceClient service) : IVolumes
{
    /// <inheritdoc/>
    public IResources<Volume, VolumeCreate> Volumes { get; } = new ResourceClient<Volume, VolumeCreate>(service, new()
    {
        Path = "volumes",
        ListPath = "volumes/detail",
        Plural = "volumes",
        Singular = "volume",
        Read = CloudJson.Default.Volume,
        Write = CloudJson.Default.VolumeCreate,
        NameOf = volume => volume.Name,
    });

    /// <inheritdoc/>
    public Task SetMetadataAsync(string id, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        var entries = new JsonObject(metadata.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value)));
        var body = JsonSerializer.SerializeToElement(new JsonObject { ["metadata"] = entries }, CloudJson.Default.JsonObject);
        return service.SendAsync(HttpMethod.Post, $"volumes/{Uri.EscapeDataString(id)}/metadata", body, true, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, Quota>> QuotasAsync(CancellationToken cancellationToken) =>
        QuotaReader.ReadAsync(service, static project => $"os-quota-sets/{project}?usage=true", "quota_set", cancellationToken);
}
