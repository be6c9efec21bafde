using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates what happens when resources are resized.</summary>
internal static class ResizePolicyRules
{
    public static void Validate(FieldErrors errors, IReadOnlyList<ContainerResizePolicy> policies, string? restartPolicy, FieldPath field)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < policies.Count; i++)
        {
            var policy = policies[i];
            if (!seen.Add(policy.ResourceName))
            {
                errors.Duplicate(field.Index(i), policy.ResourceName);
            }

            Check(policy.ResourceName, ResourceNames.Cpu, ResourceNames.Memory);
            Check(policy.RestartPolicy, ResizeRestartPolicies.NotRequired, ResizeRestartPolicies.RestartContainer);
            if (restartPolicy == RestartPolicies.Never && policy.RestartPolicy != ResizeRestartPolicies.NotRequired)
            {
                errors.Invalid(field, policy.RestartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'");
            }
        }

        void Check(string value, params ReadOnlySpan<string> supported)
        {
            if (value.Length == 0)
            {
                errors.Required(field);
            }
            else
            {
                errors.OneOf(field, value, supported);
            }
        }
    }
}
