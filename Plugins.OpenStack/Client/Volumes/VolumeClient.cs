using System.Text.Json;
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
    public async Task<IReadOnlyDictionary<string, Quota>> QuotasAsync(CancellationToken cancellationToken)
    {
        var session = await service.SessionAsync(cancellationToken);
        var answer = await service.GetAsync($"os-quota-sets/{session.ProjectId}?usage=true", cancellationToken);
        return QuotaReader.Read(answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("quota_set", out var set) ? set : default);
    }
}
