using Reeve.AspNetCore.Clusters;
using Reeve.Host.Configuration;
using Reeve.Host.Edge;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Serving;

/// <summary>What is served, and where.</summary>
internal sealed record ServedApiContext
{
    /// <summary>What the APIs of clusters and proxies work with.</summary>
    public required ClusterApiContext Api { get; init; }

    /// <summary>Where they listen, and to whom.</summary>
    public required ClusterApiSettings Settings { get; init; }

    /// <summary>Plugins, which the status page shows; null for none.</summary>
    public IPluginManager? Plugins { get; init; }

    /// <summary>The status page.</summary>
    public StatusPageSettings Page { get; init; } = new();

    /// <summary>Whether there is nothing but the status page: nothing else listens then.</summary>
    public bool IsPageOnly { get; init; }

    /// <summary>The edge, whose API stands beside that of clusters; null for none.</summary>
    public EdgeContext? Edge { get; init; }
}
