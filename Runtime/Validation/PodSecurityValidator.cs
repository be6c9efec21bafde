using System.Text.RegularExpressions;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates the security context of a pod and what it shares with the host.</summary>
internal static partial class PodSecurityValidator
{
    private const int MaxSysctlLength = 253;
    private const string SysctlForm = @"([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    private const string HostUsersError = "when `pod.Spec.HostUsers` is false";

    public static void Validate(FieldErrors errors, PodSpec spec, FieldPath field)
    {
        if (spec.ShareProcessNamespace == true && spec.HostPID == true)
        {
            errors.Invalid(field.Child("shareProcessNamespace"), true, "ShareProcessNamespace and HostPID cannot both be enabled");
        }

        if (spec.HostUsers == false)
        {
            Forbid(spec.HostNetwork, "hostNetwork");
            Forbid(spec.HostPID, "hostPID");
            Forbid(spec.HostIPC, "hostIPC");
        }

        if (spec.SecurityContext is { } context)
        {
            ValidateContext(errors, context, field.Child("securityContext"));
            ValidateSysctls(errors, context.Sysctls, spec, field.Child("securityContext", "sysctls"));
        }

        void Forbid(bool? value, string name)
        {
            if (value == true)
            {
                errors.Forbidden(field.Child(name), HostUsersError);
            }
        }
    }

    private static void ValidateContext(FieldErrors errors, PodSecurityContext context, FieldPath field)
    {
        SecurityContextValidator.ValidateId(errors, context.FsGroup, field.Child("fsGroup"));
        SecurityContextValidator.ValidateId(errors, context.RunAsUser, field.Child("runAsUser"));
        SecurityContextValidator.ValidateId(errors, context.RunAsGroup, field.Child("runAsGroup"));
        for (var i = 0; i < context.SupplementalGroups.Count; i++)
        {
            SecurityContextValidator.ValidateId(errors, context.SupplementalGroups[i], field.Child("supplementalGroups").Index(i));
        }

        OneOf(context.SupplementalGroupsPolicy, "supplementalGroupsPolicy", "Merge", "Strict");
        OneOf(context.FsGroupChangePolicy, "fsGroupChangePolicy", "Always", "OnRootMismatch");
        OneOf(context.SeLinuxChangePolicy, "seLinuxChangePolicy", "MountOption", "Recursive");
        SecurityProfileRules.Validate(errors, context.SeccompProfile, field.Child("seccompProfile"));
        SecurityProfileRules.Validate(errors, context.AppArmorProfile, field.Child("appArmorProfile"));

        void OneOf(string? value, string name, params ReadOnlySpan<string> supported)
        {
            if (value is not null)
            {
                errors.OneOf(field.Child(name), value, supported);
            }
        }
    }

    private static void ValidateSysctls(FieldErrors errors, IReadOnlyList<Sysctl> sysctls, PodSpec spec, FieldPath field)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < sysctls.Count; i++)
        {
            var (name, item) = (sysctls[i].Name, field.Index(i).Child("name"));
            if (name.Length == 0)
            {
                errors.Required(item);
                continue;
            }

            if (name.Length > MaxSysctlLength || !SysctlPattern().IsMatch(name))
            {
                errors.Invalid(item, name, $"must have at most {MaxSysctlLength} characters and match regex ^{SysctlForm}$");
            }
            else if (!names.Add(name.Replace('/', '.')))
            {
                errors.Duplicate(item, name);
            }

            ValidateSharing(errors, name.Replace('/', '.'), spec, item);
        }
    }

    /// <summary>A setting of a namespace that the pod shares with the host would be one of the host.</summary>
    private static void ValidateSharing(FieldErrors errors, string name, PodSpec spec, FieldPath field)
    {
        if (spec.HostNetwork == true && name.StartsWith("net.", StringComparison.Ordinal))
        {
            errors.Invalid(field, name, "may not be specified when 'hostNetwork' is true");
        }

        var isIpc = name == "kernel.sem" || name.StartsWith("kernel.shm", StringComparison.Ordinal)
            || name.StartsWith("kernel.msg", StringComparison.Ordinal) || name.StartsWith("fs.mqueue.", StringComparison.Ordinal);
        if (spec.HostIPC == true && isIpc)
        {
            errors.Invalid(field, name, "may not be specified when 'hostIPC' is true");
        }
    }

    [GeneratedRegex(@"\A" + SysctlForm + @"\z")]
    private static partial Regex SysctlPattern();
}
