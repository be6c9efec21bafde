using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>Joins a pod's security settings with those of a container, which win.</summary>
internal static class SecurityContexts
{
    /// <summary>The settings in force.</summary>
    public static SecurityContext Merge(PodSecurityContext? pod, SecurityContext? container)
    {
        var own = container ?? new SecurityContext();
        return pod is null ? own : own with
        {
            SeLinuxOptions = own.SeLinuxOptions ?? pod.SeLinuxOptions,
            WindowsOptions = Merge(pod.WindowsOptions, own.WindowsOptions),
            RunAsUser = own.RunAsUser ?? pod.RunAsUser,
            RunAsGroup = own.RunAsGroup ?? pod.RunAsGroup,
            RunAsNonRoot = own.RunAsNonRoot ?? pod.RunAsNonRoot,
            SeccompProfile = own.SeccompProfile ?? pod.SeccompProfile,
            AppArmorProfile = own.AppArmorProfile ?? pod.AppArmorProfile,
        };
    }

    private static WindowsSecurityContextOptions? Merge(WindowsSecurityContextOptions? pod, WindowsSecurityContextOptions? own) =>
        pod is null ? own
        : own is null ? pod
        : own with
        {
            GmsaCredentialSpecName = own.GmsaCredentialSpecName ?? pod.GmsaCredentialSpecName,
            GmsaCredentialSpec = own.GmsaCredentialSpec ?? pod.GmsaCredentialSpec,
            RunAsUserName = own.RunAsUserName ?? pod.RunAsUserName,
            HostProcess = own.HostProcess ?? pod.HostProcess,
        };
}
