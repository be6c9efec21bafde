using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>What is said of a route at a gateway.</summary>
internal sealed record RouteParentStatus : KubernetesRecord
{
    /// <summary>The gateway.</summary>
    public SourceReference ParentRef { get; init => field = value ?? new(); } = new();

    /// <summary>Who says it.</summary>
    public string ControllerName { get; init => field = value ?? ""; } = "";

    /// <summary>Conditions.</summary>
    public IReadOnlyList<Condition> Conditions { get; init => field = value ?? []; } = [];
}
