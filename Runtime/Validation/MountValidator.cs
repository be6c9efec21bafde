using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates where a container sees volumes.</summary>
internal static class MountValidator
{
    public static void Validate(FieldErrors errors, ContainerCommon container, IReadOnlyList<Volume> volumes, FieldPath field)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < container.VolumeMounts.Count; i++)
        {
            var (mount, item) = (container.VolumeMounts[i], field.Child("volumeMounts").Index(i));
            ValidateVolume(errors, mount, volumes, item);
            if (mount.MountPath.Length == 0)
            {
                errors.Required(item.Child("mountPath"));
            }

            if (!paths.Add(mount.MountPath))
            {
                errors.Invalid(item.Child("mountPath"), mount.MountPath, "must be unique");
            }

            if (container.VolumeDevices.Any(d => d.Name == mount.Name))
            {
                errors.Invalid(item.Child("name"), mount.Name, "must not already exist in volumeDevices");
            }

            ValidateSubPath(errors, mount, item);
            ValidatePropagation(errors, mount, container.SecurityContext?.Privileged == true, item);
        }

        DeviceValidator.Validate(errors, container, volumes, field.Child("volumeDevices"));
    }

    private static void ValidateVolume(FieldErrors errors, VolumeMount mount, IReadOnlyList<Volume> volumes, FieldPath field)
    {
        if (mount.Name.Length == 0)
        {
            errors.Required(field.Child("name"));
        }

        var volume = volumes.FirstOrDefault(v => v.Name == mount.Name);
        if (volume is null)
        {
            errors.NotFound(field.Child("name"), mount.Name);
        }
        else if (volume.Image is not null && mount.SubPathExpr is { Length: > 0 } expression)
        {
            errors.Invalid(field.Child("subPathExpr"), expression, "not allowed in image volume sources");
        }
    }

    private static void ValidateSubPath(FieldErrors errors, VolumeMount mount, FieldPath field)
    {
        if (mount.SubPath is { Length: > 0 } path)
        {
            PathRules.ValidateInside(errors, path, field.Child("subPath"));
        }

        if (mount.SubPathExpr is { Length: > 0 } expression)
        {
            if (mount.SubPath is { Length: > 0 })
            {
                errors.Invalid(field.Child("subPathExpr"), expression, "subPathExpr and subPath are mutually exclusive");
            }

            PathRules.ValidateInside(errors, expression, field.Child("subPathExpr"));
        }
    }

    private static void ValidatePropagation(FieldErrors errors, VolumeMount mount, bool isPrivileged, FieldPath field)
    {
        if (mount.MountPropagation is { } propagation)
        {
            errors.OneOf(
                field.Child("mountPropagation"), propagation, MountPropagations.Bidirectional, MountPropagations.HostToContainer, MountPropagations.None);
            if (propagation == MountPropagations.Bidirectional && !isPrivileged)
            {
                errors.Forbidden(field.Child("mountPropagation"), "Bidirectional mount propagation is available only to privileged containers");
            }
        }

        if (mount.RecursiveReadOnly is not { } recursive)
        {
            return;
        }

        field = field.Child("recursiveReadOnly");
        errors.OneOf(field, recursive, RecursiveReadOnlyModes.Disabled, RecursiveReadOnlyModes.Enabled, RecursiveReadOnlyModes.IfPossible);
        if (recursive is RecursiveReadOnlyModes.Enabled or RecursiveReadOnlyModes.IfPossible)
        {
            if (mount.ReadOnly != true)
            {
                errors.Forbidden(field, "may only be specified when readOnly is true");
            }

            if (mount.MountPropagation is not (null or MountPropagations.None))
            {
                errors.Forbidden(field, "may only be specified when mountPropagation is None or not specified");
            }
        }
    }
}
