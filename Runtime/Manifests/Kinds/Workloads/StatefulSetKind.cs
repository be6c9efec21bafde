using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>
/// Runs the replicas of a StatefulSet, each with its labels and its claims. A cluster also writes host name and subdomain into each pod;
/// the host name is the pod's name by default, and a subdomain is a name in a cluster's DNS, which a pod outside one does not have. Both
/// written out would ask for what few providers can give.
/// </summary>
internal sealed class StatefulSetKind : WorkloadKind<StatefulSet>
{
    private const string NameLabel = "statefulset.kubernetes.io/pod-name";
    private const string IndexLabel = "apps.kubernetes.io/pod-index";

    protected override WorkloadPlan Plan(StatefulSet workload, ObjectScope scope)
    {
        var claims = workload.Spec?.VolumeClaimTemplates ?? [];
        return new()
        {
            Count = workload.Spec?.Replicas ?? 1,
            Start = Math.Max(0, workload.Spec?.Ordinals?.Start ?? 0),
            Selector = workload.Spec?.Selector,
            Shape = (pod, number) => Shape(pod, number, claims),
            Added = (s, pod) => AddClaims(s, pod, claims),
        };
    }

    private static Pod Shape(Pod pod, int number, IReadOnlyList<PersistentVolumeClaim> claims)
    {
        var names = claims.Select(static c => c.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        var volumes = claims.Select(c => new Volume { Name = c.Metadata.Name, PersistentVolumeClaim = new() { ClaimName = ClaimName(c, pod) } });
        return pod with
        {
            Metadata = pod.Metadata with { Labels = pod.Metadata.Labels.With(NameLabel, pod.Metadata.Name).With(IndexLabel, number) },
            Spec = pod.Spec with
            {
                Volumes = [.. pod.Spec.Volumes.Where(v => !names.Contains(v.Name)), .. volumes],
            },
        };
    }

    private static void AddClaims(ObjectScope scope, Pod pod, IReadOnlyList<PersistentVolumeClaim> claims)
    {
        foreach (var claim in claims)
        {
            var metadata = new ObjectMeta
            {
                Name = ClaimName(claim, pod),
                Namespace = pod.Metadata.Namespace,
                Labels = claim.Metadata.Labels,
                Annotations = claim.Metadata.Annotations,
            };
            if (scope.ClaimName(claim.Kind, metadata))
            {
                scope.Collector.Claims.Add(claim with { Metadata = metadata });
            }
        }
    }

    private static string ClaimName(PersistentVolumeClaim claim, Pod pod) => $"{claim.Metadata.Name}-{pod.Metadata.Name}";
}
