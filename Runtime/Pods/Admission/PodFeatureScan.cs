using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Admission;

/// <summary>Finds out which features a pod asks for. What only has its default value asks for nothing.</summary>
internal static class PodFeatureScan
{
    /// <summary>Every use, in the order of fields.</summary>
    public static IEnumerable<FeatureUse> Scan(PodSpec spec) =>
        Lists(spec).Concat(Settings(spec)).Concat(Security(spec)).Concat(Volumes(spec)).Concat(Containers(spec));

    /// <summary>Whether a resource is none that every node has.</summary>
    internal static bool IsExtended(string resource) =>
        resource.StartsWith(ResourceNames.HugePagesPrefix, StringComparison.Ordinal) || resource.Contains('/', StringComparison.Ordinal);

    private static IEnumerable<FeatureUse> Lists(PodSpec spec)
    {
        if (spec.Containers.Count > 1)
        {
            yield return new(PodFeature.MultipleContainers, "spec.containers");
        }

        for (var i = 0; i < spec.InitContainers.Count; i++)
        {
            yield return spec.InitContainers[i].RestartPolicy == RestartPolicies.Always
                ? new(PodFeature.Sidecars, $"spec.initContainers[{i}].restartPolicy")
                : new(PodFeature.InitContainers, $"spec.initContainers[{i}]");
        }

        if (spec.EphemeralContainers.Count > 0)
        {
            yield return new(PodFeature.EphemeralContainers, "spec.ephemeralContainers");
        }
    }

    private static IEnumerable<FeatureUse> Settings(PodSpec spec)
    {
        (bool Used, PodFeature Feature, string Field)[] settings =
        [
            (spec.RestartPolicy is not RestartPolicies.Never, PodFeature.Restarts, "restartPolicy"),
            (spec.ActiveDeadlineSeconds is not null, PodFeature.ActiveDeadline, "activeDeadlineSeconds"),
            (spec.HostNetwork == true, PodFeature.HostNetwork, "hostNetwork"),
            (spec.HostPID == true, PodFeature.HostPid, "hostPID"),
            (spec.HostIPC == true, PodFeature.HostIpc, "hostIPC"),
            (spec.ShareProcessNamespace == true, PodFeature.SharedProcessNamespace, "shareProcessNamespace"),
            (!string.IsNullOrEmpty(spec.Hostname), PodFeature.Hostname, "hostname"),
            (!string.IsNullOrEmpty(spec.Subdomain), PodFeature.Hostname, "subdomain"),
            (spec.SetHostnameAsFQDN == true, PodFeature.Hostname, "setHostnameAsFQDN"),
            (!string.IsNullOrEmpty(spec.HostnameOverride), PodFeature.Hostname, "hostnameOverride"),
            (spec.HostAliases.Count > 0, PodFeature.HostAliases, "hostAliases"),
            (spec.DnsPolicy == "None", PodFeature.DnsConfig, "dnsPolicy"),
            (spec.DnsConfig is not null, PodFeature.DnsConfig, "dnsConfig"),
            (!string.IsNullOrEmpty(spec.RuntimeClassName), PodFeature.RuntimeClass, "runtimeClassName"),
            (spec.Overhead.Count > 0, PodFeature.RuntimeClass, "overhead"),
            (spec.HostUsers == false, PodFeature.UserNamespaces, "hostUsers"),
            (spec.ResourceClaims.Count > 0, PodFeature.ResourceClaims, "resourceClaims"),
            (spec.Resources is { } resources && (resources.Requests.Count > 0 || resources.Limits.Count > 0), PodFeature.PodLevelResources, "resources"),
        ];
        return settings.Where(setting => setting.Used).Select(setting => new FeatureUse(setting.Feature, $"spec.{setting.Field}"));
    }

    private static IEnumerable<FeatureUse> Security(PodSpec spec)
    {
        if (spec.SecurityContext is not { } context)
        {
            return [];
        }

        (bool Used, PodFeature Feature, string Field)[] settings =
        [
            (context.RunAsUser is not null, PodFeature.RunAsUser, "runAsUser"),
            (context.RunAsGroup is not null, PodFeature.RunAsUser, "runAsGroup"),
            (context.SupplementalGroups.Count > 0, PodFeature.RunAsUser, "supplementalGroups"),
            (context.FsGroup is not null, PodFeature.FsGroup, "fsGroup"),
            (context.Sysctls.Count > 0, PodFeature.Sysctls, "sysctls"),
            (context.SeLinuxOptions is not null, PodFeature.SELinux, "seLinuxOptions"),
            (Confines(context.SeccompProfile?.Type), PodFeature.Seccomp, "seccompProfile"),
            (Confines(context.AppArmorProfile?.Type), PodFeature.AppArmor, "appArmorProfile"),
            (!string.IsNullOrEmpty(context.WindowsOptions?.RunAsUserName), PodFeature.RunAsUserName, "windowsOptions.runAsUserName"),
        ];
        return settings.Where(setting => setting.Used).Select(setting => new FeatureUse(setting.Feature, $"spec.securityContext.{setting.Field}"));
    }

    private static IEnumerable<FeatureUse> Volumes(PodSpec spec)
    {
        for (var i = 0; i < spec.Volumes.Count; i++)
        {
            (PodFeature Feature, string Field)? use = spec.Volumes[i] switch
            {
                { EmptyDir: { } emptyDir } => emptyDir.Medium == VolumeMediums.Memory
                    ? (PodFeature.EmptyDirMemory, "emptyDir.medium")
                    : (PodFeature.EmptyDir, "emptyDir"),
                { ConfigMap: not null } => (PodFeature.ConfigMapVolumes, "configMap"),
                { Secret: not null } => (PodFeature.SecretVolumes, "secret"),
                { Projected: not null } => (PodFeature.ProjectedVolumes, "projected"),
                { DownwardAPI: not null } => (PodFeature.DownwardApiVolumes, "downwardAPI"),
                { HostPath: not null } => (PodFeature.HostPath, "hostPath"),
                { PersistentVolumeClaim: not null } => (PodFeature.PersistentVolumes, "persistentVolumeClaim"),
                { Ephemeral: not null } => (PodFeature.PersistentVolumes, "ephemeral"),
                { Image: not null } => (PodFeature.ImageVolumes, "image"),
                _ => null,
            };
            yield return use is { } known
                ? new(known.Feature, $"spec.volumes[{i}].{known.Field}")
                : new(PodFeature.Unknown, $"spec.volumes[{i}]");
        }
    }

    private static bool Confines(string? profile) => profile is not (null or "" or SecurityProfileTypes.Unconfined);

    private static IEnumerable<FeatureUse> Containers(PodSpec spec)
    {
        var hostNetwork = spec.HostNetwork == true;
        return Each(spec.InitContainers, "initContainers").Concat(Each(spec.Containers, "containers")).Concat(Each(spec.EphemeralContainers, "ephemeralContainers"));

        IEnumerable<FeatureUse> Each(IReadOnlyList<ContainerCommon> containers, string list) =>
            containers.SelectMany((container, i) => ContainerFeatureScan.Scan(container, $"spec.{list}[{i}]", hostNetwork, list == "containers"));
    }
}
