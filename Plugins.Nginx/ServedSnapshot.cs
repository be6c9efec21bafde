using Reeve.Plugins.Nginx.Upstreams;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx;

/// <summary>What nginx serves.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Names">The addresses of its servers.</param>
/// <param name="ShouldRun">Whether nginx has anywhere to listen.</param>
internal sealed record ServedSnapshot(ProxySnapshot Snapshot, ResolvedNames Names, bool ShouldRun);
