using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client;

namespace Reeve.Plugins.OpenStack.Configuration;

/// <summary>The clouds of the options: one client for each set of credentials. Thread-safe.</summary>
/// <param name="options">Which there are.</param>
/// <param name="source">Where credentials are found.</param>
/// <param name="time">The clock.</param>
/// <param name="handler">What requests go out by, which remains the caller's; null: connections as the settings say.</param>
internal sealed class Clouds(OpenStackOptions options, CloudSource source, TimeProvider time, HttpMessageHandler? handler = null) : IClouds, IDisposable
{
    private const string Everybody = "";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Cloud> _open = new(StringComparer.Ordinal);
    private bool _disposed;

    /// <summary>The settings of all clouds by tenant; the one for all is under the empty name.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: something is wrong with one.</exception>
    public IReadOnlyDictionary<string, CloudSettings> Settings()
    {
        var found = options.Tenants.ToDictionary(pair => pair.Key, pair => source.Find(pair.Value), StringComparer.Ordinal);
        if (options.ShareCloud || found.Count == 0)
        {
            found[Everybody] = source.Find(options.Cloud);
        }

        return found;
    }

    /// <inheritdoc/>
    public ICloud Of(ClusterId cluster)
    {
        var (name, cloud) = options.Tenants.TryGetValue(cluster.Tenant, out var own) ? (cluster.Tenant, own) : (Everybody, options.Cloud);
        if (own is null && cluster.Tenant.Length > 0 && !options.ShareCloud)
        {
            throw new ProviderException(ErrorReason.Denied, $"The tenant {cluster.Tenant} has no cloud: name its credentials in tenants.");
        }

        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_open.TryGetValue(name, out var found))
            {
                found = Open(source.Find(cloud));
                _open.Add(name, found);
            }

            return found;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var cloud in _open.Values)
            {
                cloud.Dispose();
            }

            _open.Clear();
        }
    }

    private Cloud Open(CloudSettings settings)
    {
        try
        {
            return new Cloud(settings, time, handler);
        }
        catch (CloudException exception)
        {
            throw exception.ToProviderException();
        }
    }
}
