using Reeve.Kubernetes;
using Reeve.Machine;
using Reeve.Plugins.Systemd.Identity;
using Reeve.Plugins.Systemd.Units;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Admission;

/// <summary>What a pod may ask of this manager. Pure.</summary>
/// <param name="isSystem">Whether it is a system manager, which can take on users and mounts.</param>
internal sealed class SystemdAdmission(bool isSystem, SysctlAdmission sysctls, ProfileAdmission profiles, RuntimeClassAdmission classes)
{
    private static readonly string[] Reserved = ["/", "/proc", "/sys"];

    public IReadOnlyList<FieldError> Validate(Pod pod)
    {
        var context = pod.Spec.SecurityContext;
        List<FieldError> errors = [.. sysctls.Validate(pod), .. classes.Validate(pod)];
        errors.AddRange(profiles.Validate("spec.securityContext", context?.SeccompProfile, context?.AppArmorProfile, context?.WindowsOptions));
        CheckContainers("spec.initContainers", pod.Spec.InitContainers, errors);
        CheckContainers("spec.containers", pod.Spec.Containers, errors);
        CheckContainers("spec.ephemeralContainers", pod.Spec.EphemeralContainers, errors);
        errors.AddRange(pod.Spec.InitContainers.Cast<ContainerCommon>().Concat(pod.Spec.Containers).Concat(pod.Spec.EphemeralContainers)
            .Select(container => profiles.ValidateAnnotation(pod, container)).OfType<FieldError>());
        return errors;
    }

    private void CheckContainers(string path, IReadOnlyList<ContainerCommon> containers, List<FieldError> errors)
    {
        for (var i = 0; i < containers.Count; i++)
        {
            CheckContext($"{path}[{i}].securityContext", containers[i].SecurityContext ?? new SecurityContext(), errors);
            for (var j = 0; j < containers[i].VolumeMounts.Count; j++)
            {
                var place = containers[i].VolumeMounts[j].MountPath;
                if (Reserved.Contains(place.Length > 1 ? place.TrimEnd('/') : place) || place.StartsWith("/proc/", StringComparison.Ordinal))
                {
                    errors.Add(Invalid($"{path}[{i}].volumeMounts[{j}].mountPath", place, "a program cannot do without what is there; choose another path"));
                }
            }

            for (var j = 0; j < containers[i].Env.Count; j++)
            {
                if (!isSystem && !EnvironmentFile.CanCarry(containers[i].Env[j].Name))
                {
                    errors.Add(Invalid($"{path}[{i}].env[{j}].name", containers[i].Env[j].Name, "systemd hands on only names of letters, digits and _"));
                }
            }
        }
    }

    private void CheckContext(string path, SecurityContext context, List<FieldError> errors)
    {
        errors.AddRange(profiles.Validate(path, context.SeccompProfile, context.AppArmorProfile, context.WindowsOptions));
        CheckCapabilities($"{path}.capabilities.add", context.Capabilities?.Add ?? [], errors);
        CheckCapabilities($"{path}.capabilities.drop", context.Capabilities?.Drop ?? [], errors);
    }

    private static void CheckCapabilities(string path, IReadOnlyList<string> names, List<FieldError> errors)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (!CapabilitySet.IsKnown(names[i]))
            {
                errors.Add(Invalid($"{path}[{i}]", names[i], "no such Linux capability"));
            }
        }
    }

    private static FieldError Invalid(string field, string value, string why, PodFeature feature = PodFeature.Unknown) =>
        new() { Field = field, Message = $"Invalid value: \"{value}\": {why}", Feature = feature };
}
