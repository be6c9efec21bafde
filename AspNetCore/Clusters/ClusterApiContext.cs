using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Names;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.AspNetCore.Clusters;

/// <summary>What the APIs of clusters and proxies work with.</summary>
internal sealed record ClusterApiContext
{
    /// <summary>How they answer.</summary>
    public required ReeveApiOptions Options { get; init; }

    /// <summary>Knows callers.</summary>
    public required ApiAuthenticator Callers { get; init; }

    /// <summary>The clusters; null for an agent that has none.</summary>
    public IClusterManager? Clusters { get; init; }

    /// <summary>Flavors of clusters; null exactly where there are no clusters.</summary>
    public IClusterFlavors? Flavors { get; init; }

    /// <summary>Operations on them; null exactly where there are no clusters.</summary>
    public IOperationEngine? Operations { get; init; }

    /// <summary>The proxies; null for an agent that has none.</summary>
    public IProxySites? Proxies { get; init; }

    /// <summary>What of a proxy's document was made for some clusters, by their keys; null where nothing is.</summary>
    public Func<ProxySpec, IEnumerable<string>, ProxySpec>? ProxyParts { get; init; }

    /// <summary>The name under which the machine is reached; null for none.</summary>
    public IOwnName? Name { get; init; }

    /// <summary>The audit trail.</summary>
    public required IAuditLog Audit { get; init; }

    /// <summary>What can be called besides.</summary>
    public IReadOnlyList<ApiRoute> Further { get; init; } = [];

    /// <summary>A directory for the log of calls.</summary>
    public required string Directory { get; init; }

    /// <summary>Types of clusters that are configured, by name.</summary>
    public IReadOnlyDictionary<string, string> Types { get; init; } = new Dictionary<string, string>();

    /// <summary>How long before their end certificates are renewed.</summary>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromDays(60);

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Makes loggers.</summary>
    public required ILoggerFactory Loggers { get; init; }
}
