using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates the security context of a container.</summary>
internal static class SecurityContextValidator
{
    /// <summary>Largest user and group.</summary>
    public const long MaxId = int.MaxValue;

    public static void Validate(FieldErrors errors, SecurityContext? context, bool hostUsers, FieldPath field)
    {
        if (context is null)
        {
            return;
        }

        ValidateId(errors, context.RunAsUser, field.Child("runAsUser"));
        ValidateId(errors, context.RunAsGroup, field.Child("runAsGroup"));
        if (context.ProcMount is { } procMount)
        {
            errors.OneOf(field.Child("procMount"), procMount, ProcMounts.Default, ProcMounts.Unmasked);
            if (procMount == ProcMounts.Unmasked && hostUsers)
            {
                errors.Invalid(field.Child("procMount"), procMount, "`hostUsers` must be false to use `Unmasked`");
            }
        }

        SecurityProfileRules.Validate(errors, context.SeccompProfile, field.Child("seccompProfile"));
        SecurityProfileRules.Validate(errors, context.AppArmorProfile, field.Child("appArmorProfile"));
        if (context.AllowPrivilegeEscalation == false)
        {
            if (context.Privileged == true)
            {
                errors.Invalid(field, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
            }

            if (context.Capabilities?.Add.Contains("CAP_SYS_ADMIN") == true)
            {
                errors.Invalid(field, "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
            }
        }
    }

    /// <summary>A user or group by number.</summary>
    public static void ValidateId(FieldErrors errors, long? id, FieldPath field)
    {
        if (id is { } value)
        {
            errors.InRange(field, value, 0, MaxId);
        }
    }
}
