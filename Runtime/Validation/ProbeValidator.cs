using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates probes and hooks.</summary>
internal static class ProbeValidator
{
    public static void ValidateAll(FieldErrors errors, ContainerCommon container, PodSpec spec, FieldPath field)
    {
        LifecycleValidator.Validate(errors, container.Lifecycle, spec, field.Child("lifecycle"));
        Validate(errors, container.LivenessProbe, field.Child("livenessProbe"));
        RequireOneSuccess(errors, container.LivenessProbe, field.Child("livenessProbe"));
        Validate(errors, container.ReadinessProbe, field.Child("readinessProbe"));
        if (container.ReadinessProbe?.TerminationGracePeriodSeconds is { } grace)
        {
            errors.Invalid(field.Child("readinessProbe", "terminationGracePeriodSeconds"), grace, "must not be set for readinessProbes");
        }

        Validate(errors, container.StartupProbe, field.Child("startupProbe"));
        RequireOneSuccess(errors, container.StartupProbe, field.Child("startupProbe"));
    }

    private static void Validate(FieldErrors errors, Probe? probe, FieldPath field)
    {
        if (probe is null)
        {
            return;
        }

        HandlerValidator.Validate(errors, new(probe), null, field);
        errors.NotNegative(field.Child("initialDelaySeconds"), probe.InitialDelaySeconds);
        errors.NotNegative(field.Child("timeoutSeconds"), probe.TimeoutSeconds);
        errors.NotNegative(field.Child("periodSeconds"), probe.PeriodSeconds);
        errors.NotNegative(field.Child("successThreshold"), probe.SuccessThreshold);
        errors.NotNegative(field.Child("failureThreshold"), probe.FailureThreshold);
        if (probe.TerminationGracePeriodSeconds is { } grace and <= 0)
        {
            errors.Invalid(field.Child("terminationGracePeriodSeconds"), grace, "must be greater than 0");
        }
    }

    private static void RequireOneSuccess(FieldErrors errors, Probe? probe, FieldPath field)
    {
        if (probe is not null && probe.SuccessThreshold is { } threshold and not 1)
        {
            errors.Invalid(field.Child("successThreshold"), threshold, "must be 1");
        }
    }
}
