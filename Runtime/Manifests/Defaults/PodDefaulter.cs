using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Defaults;

/// <summary>Fills in what the API server fills in before it stores a pod. Pure; safe to call from any thread.</summary>
/// <remarks>
/// Source: the defaulting of <c>k8s.io/api/core/v1</c>. What admission plugins add in a cluster (service account, priority,
/// tolerations) is not added. Images of the host (<c>host:</c> or an absolute path) have the pull policy IfNotPresent.
/// </remarks>
public static class PodDefaulter
{
    private const long GraceSeconds = 30;
    private const string Scheduler = "default-scheduler";
    private const string DefaultNamespace = "default";

    /// <summary>Gives the pod with its defaults; a pod that has them all comes back equal.</summary>
    /// <param name="pod">The pod.</param>
    public static Pod Apply(Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var metadata = pod.Metadata.Namespace is { Length: > 0 } ? pod.Metadata : pod.Metadata with { Namespace = DefaultNamespace };
        return pod with { Metadata = metadata, Spec = Apply(pod.Spec) };
    }

    private static PodSpec Apply(PodSpec spec)
    {
        var hostNetwork = spec.HostNetwork == true;
        var account = spec.ServiceAccountName ?? spec.ServiceAccount;
        var result = spec with
        {
            Volumes = [.. spec.Volumes.Select(VolumeDefaults.Apply)],
            InitContainers = [.. spec.InitContainers.Select(c => ContainerDefaults.Apply(c, hostNetwork))],
            Containers = [.. spec.Containers.Select(c => ContainerDefaults.Apply(c, hostNetwork))],
            EphemeralContainers = [.. spec.EphemeralContainers.Select(static c => ContainerDefaults.Apply(c, false))],
            RestartPolicy = spec.RestartPolicy.Or(RestartPolicies.Always),
            DnsPolicy = spec.DnsPolicy.Or(DnsPolicies.ClusterFirst),
            TerminationGracePeriodSeconds = spec.TerminationGracePeriodSeconds ?? GraceSeconds,
            SecurityContext = spec.SecurityContext ?? new(),
            SchedulerName = spec.SchedulerName.Or(Scheduler),
            EnableServiceLinks = spec.EnableServiceLinks ?? true,
            ServiceAccountName = account,
            ServiceAccount = account,
        };
        return result.Resources is { } resources ? result with { Resources = ResourceDefaults.ApplyToPod(resources, result) } : result;
    }
}
