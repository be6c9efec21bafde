using System.Text.Json;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>What is wanted of a ReplicationController. What a controller alone would act on is kept as JSON.</summary>
internal sealed record ReplicationControllerSpec : KubernetesRecord
{
    public int? Replicas { get; init; }

    public int? MinReadySeconds { get; init; }

    public IReadOnlyDictionary<string, string>? Selector { get; init; }

    public JsonElement? Template { get; init; }
}
