using System.Collections.Concurrent;
using Reeve.Clusters;

namespace Reeve.Runtime.Clusters.Provisioners;

/// <summary>Which cluster is of which type, as far as is known. Thread-safe.</summary>
internal sealed class ClusterTypeMap
{
    private readonly ConcurrentDictionary<ClusterId, string> _types = new();

    public string? this[ClusterId cluster]
    {
        get => _types.GetValueOrDefault(cluster);
        set
        {
            if (value is null or "")
            {
                _types.TryRemove(cluster, out _);
            }
            else
            {
                _types[cluster] = value;
            }
        }
    }
}
