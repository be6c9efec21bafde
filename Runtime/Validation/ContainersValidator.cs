using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates the three lists of containers: what is common, what each list allows, and names across them.</summary>
internal static class ContainersValidator
{
    private const string NotForInit = "may not be set for init containers without restartPolicy=Always";
    private const string NotForEphemeral = "cannot be set for an Ephemeral Container";

    public static void Validate(FieldErrors errors, PodSpec spec, FieldPath field)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        ValidateRegular(errors, spec, field.Child("containers"), names);
        ValidateInit(errors, spec, field.Child("initContainers"), names);
        ValidateEphemeral(errors, spec, field.Child("ephemeralContainers"), names);
    }

    private static void ValidateRegular(FieldErrors errors, PodSpec spec, FieldPath field, HashSet<string> names)
    {
        if (spec.Containers.Count == 0)
        {
            errors.Required(field);
        }

        var hostPorts = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.Containers.Count; i++)
        {
            var (container, item) = (spec.Containers[i], field.Index(i));
            ValidateCommon(errors, container, spec, item, names);
            ProbeValidator.ValidateAll(errors, container, spec, item);
            RestartRuleValidator.Validate(errors, container, item);
            PortValidator.ValidateHostPorts(errors, container, hostPorts, item);
        }
    }

    private static void ValidateInit(FieldErrors errors, PodSpec spec, FieldPath field, HashSet<string> names)
    {
        for (var i = 0; i < spec.InitContainers.Count; i++)
        {
            var (container, item) = (spec.InitContainers[i], field.Index(i));
            ValidateCommon(errors, container, spec, item, names);
            RestartRuleValidator.Validate(errors, container, item);
            PortValidator.ValidateHostPorts(errors, container, new(StringComparer.Ordinal), item);
            if (container.RestartPolicy == RestartPolicies.Always)
            {
                ProbeValidator.ValidateAll(errors, container, spec, item);
            }
            else
            {
                ForbidProbes(errors, container, item, NotForInit);
            }
        }
    }

    private static void ValidateEphemeral(FieldErrors errors, PodSpec spec, FieldPath field, HashSet<string> names)
    {
        var targets = names.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < spec.EphemeralContainers.Count; i++)
        {
            var (container, item) = (spec.EphemeralContainers[i], field.Index(i));
            ValidateCommon(errors, container, spec, item, names);
            if (container.TargetContainerName is { Length: > 0 } target && !targets.Contains(target))
            {
                errors.NotFound(item.Child("targetContainerName"), target);
            }

            ForbidProbes(errors, container, item, NotForEphemeral);
            Forbid(errors, container.Ports.Count > 0, item.Child("ports"), NotForEphemeral);
            Forbid(errors, container.Resources.Limits.Count + container.Resources.Requests.Count > 0, item.Child("resources"), NotForEphemeral);
            Forbid(errors, container.RestartPolicy is not null, item.Child("restartPolicy"), NotForEphemeral);
            for (var m = 0; m < container.VolumeMounts.Count; m++)
            {
                var mount = item.Child("volumeMounts").Index(m);
                Forbid(errors, container.VolumeMounts[m].SubPath is { Length: > 0 }, mount.Child("subPath"), NotForEphemeral);
                Forbid(errors, container.VolumeMounts[m].SubPathExpr is { Length: > 0 }, mount.Child("subPathExpr"), NotForEphemeral);
            }
        }
    }

    private static void ValidateCommon(FieldErrors errors, ContainerCommon container, PodSpec spec, FieldPath field, HashSet<string> names)
    {
        ContainerValidator.Validate(errors, container, spec, field);
        if (container.Name.Length > 0 && !names.Add(container.Name))
        {
            errors.Duplicate(field.Child("name"), container.Name);
        }
    }

    private static void ForbidProbes(FieldErrors errors, ContainerCommon container, FieldPath field, string reason)
    {
        Forbid(errors, container.Lifecycle is not null, field.Child("lifecycle"), reason);
        Forbid(errors, container.LivenessProbe is not null, field.Child("livenessProbe"), reason);
        Forbid(errors, container.ReadinessProbe is not null, field.Child("readinessProbe"), reason);
        Forbid(errors, container.StartupProbe is not null, field.Child("startupProbe"), reason);
    }

    private static void Forbid(FieldErrors errors, bool isSet, FieldPath field, string reason)
    {
        if (isSet)
        {
            errors.Forbidden(field, reason);
        }
    }
}
