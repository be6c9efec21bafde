using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates what a pod says besides its containers and volumes, and has those validated.</summary>
internal static class PodSpecValidator
{
    private const int MaxSeconds = int.MaxValue;

    public static void Validate(FieldErrors errors, PodSpec spec, FieldPath field)
    {
        if (spec.TerminationGracePeriodSeconds is null)
        {
            errors.Required(field.Child("terminationGracePeriodSeconds"));
        }

        errors.NotNegative(field.Child("terminationGracePeriodSeconds"), spec.TerminationGracePeriodSeconds);
        VolumeValidator.Validate(errors, spec.Volumes, field.Child("volumes"));
        ResourceClaimRules.Validate(errors, spec.ResourceClaims, field.Child("resourceClaims"));
        ContainersValidator.Validate(errors, spec, field);
        PodResourceRules.Validate(errors, spec, field);
        ValidatePolicies(errors, spec, field);
        ValidateNames(errors, spec, field);
        PodSecurityValidator.Validate(errors, spec, field);
        PodNetworkValidator.Validate(errors, spec, field);
        SchedulingValidator.Validate(errors, spec, field);
    }

    private static void ValidatePolicies(FieldErrors errors, PodSpec spec, FieldPath field)
    {
        RequireOneOf(errors, field.Child("restartPolicy"), spec.RestartPolicy, RestartPolicies.Always, RestartPolicies.OnFailure, RestartPolicies.Never);
        RequireOneOf(
            errors,
            field.Child("dnsPolicy"),
            spec.DnsPolicy,
            DnsPolicies.ClusterFirstWithHostNet,
            DnsPolicies.ClusterFirst,
            DnsPolicies.Default,
            DnsPolicies.None);
        if (spec.PreemptionPolicy is { } preemption)
        {
            RequireOneOf(errors, field.Child("preemptionPolicy"), preemption, PreemptionPolicies.PreemptLowerPriority, PreemptionPolicies.Never);
        }

        if (spec.ActiveDeadlineSeconds is { } deadline)
        {
            errors.InRange(field.Child("activeDeadlineSeconds"), deadline, 1, MaxSeconds);
        }

        if (spec.Os is { } os)
        {
            RequireOneOf(errors, field.Child("os", "name"), os.Name, OSNames.Linux, OSNames.Windows);
        }
    }

    private static void ValidateNames(FieldErrors errors, PodSpec spec, FieldPath field)
    {
        Check("serviceAccountName", spec.ServiceAccountName, NameRules.Subdomain);
        Check("nodeName", spec.NodeName, NameRules.Subdomain);
        Check("hostname", spec.Hostname, NameRules.Label);
        Check("subdomain", spec.Subdomain, NameRules.Label);
        Check("priorityClassName", spec.PriorityClassName, NameRules.Subdomain);
        Check("runtimeClassName", spec.RuntimeClassName, NameRules.Subdomain);
        Check("hostnameOverride", spec.HostnameOverride, NameRules.Subdomain);
        for (var i = 0; i < spec.ReadinessGates.Count; i++)
        {
            var condition = spec.ReadinessGates[i].ConditionType;
            errors.Invalid(field.Child("readinessGates").Index(i).Child("conditionType"), condition, KeyRules.QualifiedName(condition));
        }

        void Check(string name, string? value, Func<string, IEnumerable<string>> rule)
        {
            if (value is { Length: > 0 })
            {
                errors.Invalid(field.Child(name), value, rule(value));
            }
        }
    }

    private static void RequireOneOf(FieldErrors errors, FieldPath field, string? value, params ReadOnlySpan<string> supported)
    {
        if (value is not { Length: > 0 })
        {
            errors.Required(field);
        }
        else
        {
            errors.OneOf(field, value, supported);
        }
    }
}
