using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Machine;
using Reeve.Plugins.Process.Identity;
using Reeve.Workloads;

namespace Reeve.Plugins.Process.Admission;

/// <summary>What a pod may ask of this agent: users, capabilities, places of volumes. Pure.</summary>
internal sealed class ProcessAdmission(AgentIdentity agent, bool privateMounts)
{
    private static readonly string[] Reserved = ["/", "/proc"];

    public IReadOnlyList<FieldError> Validate(Pod pod)
    {
        var errors = new List<FieldError>();
        CheckPod(pod.Spec.SecurityContext, errors);
        CheckContainers("spec.initContainers", pod.Spec.InitContainers, pod, errors);
        CheckContainers("spec.containers", pod.Spec.Containers, pod, errors);
        CheckContainers("spec.ephemeralContainers", pod.Spec.EphemeralContainers, pod, errors);
        return errors;
    }

    private void CheckPod(PodSecurityContext? context, List<FieldError> errors)
    {
        const string Path = "spec.securityContext";
        if (context is null)
        {
            return;
        }

        CheckUser(context.RunAsUser, $"{Path}.runAsUser", errors);
        CheckGroup(context.RunAsGroup, $"{Path}.runAsGroup", PodFeature.RunAsUser, errors);
        CheckGroup(context.FsGroup, $"{Path}.fsGroup", PodFeature.FsGroup, errors);
        for (var i = 0; i < context.SupplementalGroups.Count; i++)
        {
            CheckGroup(context.SupplementalGroups[i], $"{Path}.supplementalGroups[{i}]", PodFeature.RunAsUser, errors);
        }
    }

    private void CheckContainers(string path, IReadOnlyList<ContainerCommon> containers, Pod pod, List<FieldError> errors)
    {
        for (var i = 0; i < containers.Count; i++)
        {
            CheckContext($"{path}[{i}].securityContext", containers[i].SecurityContext ?? new SecurityContext(), pod.Spec.SecurityContext, errors);
            CheckMounts($"{path}[{i}].volumeMounts", containers[i], errors);
        }
    }

    private void CheckContext(string path, SecurityContext context, PodSecurityContext? pod, List<FieldError> errors)
    {
        CheckUser(context.RunAsUser, $"{path}.runAsUser", errors);
        CheckGroup(context.RunAsGroup, $"{path}.runAsGroup", PodFeature.RunAsUser, errors);
        if ((context.RunAsNonRoot ?? pod?.RunAsNonRoot) == true && (context.RunAsUser ?? pod?.RunAsUser ?? agent.User) == 0)
        {
            errors.Add(Invalid($"{path}.runAsNonRoot", "true", "the process would run as root; set runAsUser to another user", PodFeature.RunAsUser));
        }

        if (context.Privileged == true && !agent.CanChangeIdentity)
        {
            errors.Add(Invalid($"{path}.privileged", "true", NeedsRoot, PodFeature.Privileged));
        }

        CheckCapabilities($"{path}.capabilities.add", context.Capabilities?.Add ?? [], allowed: agent.CanChangeIdentity, errors);
        CheckCapabilities($"{path}.capabilities.drop", context.Capabilities?.Drop ?? [], allowed: true, errors);
    }

    private void CheckMounts(string path, ContainerCommon container, List<FieldError> errors)
    {
        for (var i = 0; i < container.VolumeMounts.Count; i++)
        {
            var mount = container.VolumeMounts[i];
            var place = mount.MountPath.Length > 1 ? mount.MountPath.TrimEnd('/') : mount.MountPath;
            if (privateMounts)
            {
                if (Reserved.Contains(place) || place.StartsWith("/proc/", StringComparison.Ordinal))
                {
                    errors.Add(Invalid($"{path}[{i}].mountPath", mount.MountPath, "a process cannot do without what is there; choose another path"));
                }
            }
            else if (place != MountReferences.ServiceAccountPath && !MountReferences.Names(container, mount.Name))
            {
                var variable = MountVariable.NameOf(mount.Name);
                errors.Add(Invalid(
                    $"{path}[{i}].mountPath",
                    mount.MountPath,
                    $"this machine gives processes no private mounts, so nothing appears at this path: use $({variable}) in command, args or env, "
                    + "or run the agent as root or allow unprivileged user namespaces"));
            }
        }
    }

    private void CheckUser(long? user, string path, List<FieldError> errors)
    {
        if (user is { } value && value != agent.User && !agent.CanChangeIdentity)
        {
            errors.Add(Invalid(path, $"{value}", $"the agent runs as user {agent.User} and can start processes only as that; {NeedsRoot}", PodFeature.RunAsUser));
        }
    }

    private void CheckGroup(long? group, string path, PodFeature feature, List<FieldError> errors)
    {
        if (group is { } value && !agent.CanChangeIdentity && !agent.Groups.Contains((uint)value))
        {
            errors.Add(Invalid(path, $"{value}", $"the agent is not in this group; {NeedsRoot}", feature));
        }
    }

    private static void CheckCapabilities(string path, IReadOnlyList<string> names, bool allowed, List<FieldError> errors)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (!CapabilitySet.IsKnown(names[i]))
            {
                errors.Add(Invalid($"{path}[{i}]", $"\"{names[i]}\"", "no such Linux capability"));
            }
            else if (!allowed)
            {
                errors.Add(Invalid($"{path}[{i}]", $"\"{names[i]}\"", NeedsRoot, PodFeature.Capabilities));
            }
        }
    }

    private static FieldError Invalid(string field, string value, string why, PodFeature feature = PodFeature.Unknown) =>
        new() { Field = field, Message = $"Invalid value: {value}: {why}", Feature = feature };

    private const string NeedsRoot = "run the agent as root for that";
}
