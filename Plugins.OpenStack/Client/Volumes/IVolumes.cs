using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Volumes;

/// <summary>Cinder.</summary>
internal interface IVolumes
{
    /// <summary>Volumes. Making and deleting one takes a while: read its status.</summary>
    IResources<Volume, VolumeCreate> Volumes { get; }

    /// <summary>Adds to the metadata of a volume, replacing what has the same key. Doing so twice is the same as once.</summary>
    Task SetMetadataAsync(string id, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken);

    /// <summary>Quotas by <c>volumes</c>, <c>gigabytes</c>, <c>snapshots</c>, …, and the same for each type: <c>volumes_ssd</c>.</summary>
    Task<IReadOnlyDictionary<string, Quota>> QuotasAsync(CancellationToken cancellationToken);
}
