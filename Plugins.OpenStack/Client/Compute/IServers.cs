using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>Servers. Deleting one takes a while: it is gone when reading it says <see cref="ErrorReason.NotFound"/>.</summary>
/// <remarks><see cref="IResources{T, TCreate}.CreateAsync"/> gives no more than the id: read the server for the rest.</remarks>
internal interface IServers : IResources<Server, ServerCreate>
{
    /// <summary>Replaces its tags.</summary>
    Task SetTagsAsync(string id, IReadOnlyList<string> tags, CancellationToken cancellationToken);

    /// <summary>Adds to its metadata, replacing what has the same key.</summary>
    Task SetMetadataAsync(string id, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken);

    /// <summary>Replaces its metadata.</summary>
    Task ReplaceMetadataAsync(string id, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken);

    /// <summary>Removes a key of its metadata.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> RemoveMetadataAsync(string id, string key, CancellationToken cancellationToken);

    /// <summary>Starts one that is off.</summary>
    Task StartAsync(string id, CancellationToken cancellationToken);

    /// <summary>Shuts one down.</summary>
    Task StopAsync(string id, CancellationToken cancellationToken);

    /// <summary>Starts one again.</summary>
    /// <param name="id">Which.</param>
    /// <param name="hard">As by its power switch.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task RebootAsync(string id, bool hard, CancellationToken cancellationToken);

    /// <summary>The last lines of its console.</summary>
    Task<string> ConsoleAsync(string id, int lines, CancellationToken cancellationToken);

    /// <summary>Its ports.</summary>
    Task<IReadOnlyList<InterfaceAttachment>> InterfacesAsync(string id, CancellationToken cancellationToken);

    /// <summary>Connects a port to it.</summary>
    Task AttachPortAsync(string id, string portId, CancellationToken cancellationToken);

    /// <summary>Takes a port off it; it happens some time later.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> DetachPortAsync(string id, string portId, CancellationToken cancellationToken);

    /// <summary>Its volumes.</summary>
    Task<IReadOnlyList<VolumeAttachment>> VolumesAsync(string id, CancellationToken cancellationToken);

    /// <summary>Connects a volume to it.</summary>
    Task<VolumeAttachment> AttachVolumeAsync(string id, string volumeId, CancellationToken cancellationToken);

    /// <summary>Takes a volume off it; it happens some time later.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> DetachVolumeAsync(string id, string volumeId, CancellationToken cancellationToken);
}
