using Microsoft.Extensions.Logging;
using Reeve.Host.Configuration;
using Reeve.Host.Edge;
using Reeve.Host.Names;
using Reeve.Host.Proxies;
using Reeve.Host.Packages;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;

namespace Reeve.Host.Clusters;

/// <summary>What the APIs of clusters and proxies work with.</summary>
internal sealed record ClusterApiContext
{
    /// <summary>Where they listen, and to whom.</summary>
    public required ClusterApiSettings Settings { get; init; }

    /// <summary>The clusters; null for an agent that has none.</summary>
    public IClusterManager? Clusters { get; init; }

    /// <summary>Operations on them; null exactly where there are no clusters.</summary>
    public IOperationEngine? Operations { get; init; }

    /// <summary>The proxies; null for an agent that has none.</summary>
    public IProxySites? Proxies { get; init; }

    /// <summary>The name under which the machine is reached; null for none.</summary>
    public IOwnName? Name { get; init; }

    /// <summary>The audit trail.</summary>
    public required IAuditLog Audit { get; init; }

    /// <summary>Plugins that come from packages; null for none.</summary>
    public Lazy<IPackages>? Packages { get; init; }

    /// <summary>A directory for the log of calls.</summary>
    public required string Directory { get; init; }

    /// <summary>Types of clusters that are configured, by name.</summary>
    public IReadOnlyDictionary<string, string> Types { get; init; } = new Dictionary<string, string>();

    /// <summary>How long before their end certificates are renewed.</summary>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromDays(60);

    /// <summary>The edge, whose API stands beside that of clusters; null for none.</summary>
    public EdgeContext? Edge { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Makes loggers.</summary>
    public required ILoggerFactory Loggers { get; init; }
}
