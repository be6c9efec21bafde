using Microsoft.Extensions.Logging;
using Reeve.Runtime.Pods.Admission;
using Reeve.Runtime.Pods.Resolving;
using Reeve.Runtime.Pods.Sources;
using Reeve.Runtime.Pods.Store;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>What all workers of a node share.</summary>
internal sealed record PodServices
{
    public required PodManagerOptions Options { get; init; }

    public required IWorkloadProvider Provider { get; init; }

    public required IObjectSource Objects { get; init; }

    public required PodResolver Resolver { get; init; }

    public required PodAdmission Admission { get; init; }

    public required IPodStore Store { get; init; }

    public required PodStatusWriter Statuses { get; init; }

    public required IPodReporter Reporter { get; init; }

    /// <summary>Null where there is no cluster.</summary>
    public required IServiceAccountTokens? Tokens { get; init; }

    public required PodMetrics Metrics { get; init; }

    public required PodGates Gates { get; init; }

    /// <summary>As many permits as pods may be handed to the backend at the same time.</summary>
    public required SemaphoreSlim StartSlots { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required ILogger Logger { get; init; }
}
