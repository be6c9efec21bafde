using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Admission;

/// <summary>Finds out which features a container asks for.</summary>
internal static class ContainerFeatureScan
{
    private const string DefaultTerminationMessagePath = "/dev/termination-log";

    /// <summary>Every use.</summary>
    /// <param name="container">The container.</param>
    /// <param name="path">The path of its field.</param>
    /// <param name="hostNetwork">Whether its pod uses the host's network, where every port is one of the host.</param>
    /// <param name="isRegular">Whether it is neither an init nor an ephemeral container.</param>
    public static IEnumerable<FeatureUse> Scan(ContainerCommon container, string path, bool hostNetwork, bool isRegular) =>
        Settings(container, isRegular).Concat(Security(container)).Concat(Probes(container)).Concat(Resources(container))
            .Concat(Mounts(container)).Concat(Ports(container, hostNetwork))
            .Select(use => use with { Field = $"{path}.{use.Field}" });

    private static IEnumerable<FeatureUse> Settings(ContainerCommon container, bool isRegular) => Used(
        (isRegular && container.RestartPolicy is not null, PodFeature.ContainerRestartRules, "restartPolicy"),
        (container.RestartPolicyRules.Count > 0, PodFeature.ContainerRestartRules, "restartPolicyRules"),
        (container.Tty == true, PodFeature.Tty, "tty"),
        (container.Stdin == true, PodFeature.Stdin, "stdin"),
        (container.Lifecycle?.PostStart is not null, PodFeature.LifecycleHooks, "lifecycle.postStart"),
        (container.Lifecycle?.PreStop is not null, PodFeature.LifecycleHooks, "lifecycle.preStop"),
        (!string.IsNullOrEmpty(container.Lifecycle?.StopSignal), PodFeature.StopSignal, "lifecycle.stopSignal"),
        (container.TerminationMessagePath is not (null or "" or DefaultTerminationMessagePath), PodFeature.TerminationMessages, "terminationMessagePath"),
        (container.TerminationMessagePolicy is not (null or "" or TerminationMessagePolicies.File), PodFeature.TerminationMessages, "terminationMessagePolicy"),
        (container.VolumeDevices.Count > 0, PodFeature.BlockDevices, "volumeDevices"));

    private static IEnumerable<FeatureUse> Security(ContainerCommon container)
    {
        if (container.SecurityContext is not { } context)
        {
            return [];
        }

        return Used(
            (context.RunAsUser is not null, PodFeature.RunAsUser, "runAsUser"),
            (context.RunAsGroup is not null, PodFeature.RunAsUser, "runAsGroup"),
            (context.Privileged == true, PodFeature.Privileged, "privileged"),
            (context.AllowPrivilegeEscalation == false, PodFeature.NoNewPrivileges, "allowPrivilegeEscalation"),
            (context.ReadOnlyRootFilesystem == true, PodFeature.ReadOnlyRootFilesystem, "readOnlyRootFilesystem"),
            (context.Capabilities is { } set && (set.Add.Count > 0 || set.Drop.Count > 0), PodFeature.Capabilities, "capabilities"),
            (context.SeccompProfile?.Type is not (null or "" or SecurityProfileTypes.Unconfined), PodFeature.Seccomp, "seccompProfile"),
            (context.AppArmorProfile?.Type is not (null or "" or SecurityProfileTypes.Unconfined), PodFeature.AppArmor, "appArmorProfile"),
            (context.SeLinuxOptions is not null, PodFeature.SELinux, "seLinuxOptions"),
            (context.ProcMount is not (null or "" or ProcMounts.Default), PodFeature.ProcMount, "procMount"),
            (!string.IsNullOrEmpty(context.WindowsOptions?.RunAsUserName), PodFeature.RunAsUserName, "windowsOptions.runAsUserName"))
            .Select(use => use with { Field = $"securityContext.{use.Field}" });
    }

    private static IEnumerable<FeatureUse> Probes(ContainerCommon container)
    {
        foreach (var (probe, field) in new[]
            { (container.StartupProbe, "startupProbe"), (container.LivenessProbe, "livenessProbe"), (container.ReadinessProbe, "readinessProbe") })
        {
            if (probe is not null)
            {
                yield return new(probe.Exec is not null ? PodFeature.ExecProbes : PodFeature.NetworkProbes, field);
            }
        }
    }

    private static IEnumerable<FeatureUse> Resources(ContainerCommon container)
    {
        foreach (var name in container.Resources.Limits.Keys.Order(StringComparer.Ordinal))
        {
            PodFeature? feature = name switch
            {
                ResourceNames.Cpu => PodFeature.CpuLimits,
                ResourceNames.Memory => PodFeature.MemoryLimits,
                ResourceNames.EphemeralStorage => PodFeature.EphemeralStorageLimits,
                _ when PodFeatureScan.IsExtended(name) => PodFeature.ExtendedResources,
                _ => null,
            };
            if (feature is { } known)
            {
                yield return new(known, $"resources.limits[{name}]");
            }
        }

        if (container.Resources.Claims.Count > 0)
        {
            yield return new(PodFeature.ResourceClaims, "resources.claims");
        }
    }

    private static IEnumerable<FeatureUse> Mounts(ContainerCommon container) => container.VolumeMounts.SelectMany((mount, i) => Used(
        (!string.IsNullOrEmpty(mount.SubPath), PodFeature.SubPath, $"volumeMounts[{i}].subPath"),
        (!string.IsNullOrEmpty(mount.SubPathExpr), PodFeature.SubPath, $"volumeMounts[{i}].subPathExpr"),
        (mount.MountPropagation is not (null or "" or MountPropagations.None), PodFeature.MountPropagation, $"volumeMounts[{i}].mountPropagation"),
        (mount.RecursiveReadOnly == RecursiveReadOnlyModes.Enabled, PodFeature.RecursiveReadOnly, $"volumeMounts[{i}].recursiveReadOnly")));

    private static IEnumerable<FeatureUse> Ports(ContainerCommon container, bool hostNetwork) => container.Ports.SelectMany((port, i) => Used(
        (!hostNetwork && port.HostPort > 0, PodFeature.HostPorts, $"ports[{i}].hostPort")));

    private static IEnumerable<FeatureUse> Used(params (bool Used, PodFeature Feature, string Field)[] settings) =>
        settings.Where(setting => setting.Used).Select(setting => new FeatureUse(setting.Feature, setting.Field));
}
