using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates a container's own restart policy and its rules.</summary>
internal static class RestartRuleValidator
{
    private const int MaxRules = 20;
    private const int MaxValues = 255;

    public static void Validate(FieldErrors errors, ContainerCommon container, FieldPath field)
    {
        if (container.RestartPolicy is { } policy)
        {
            errors.OneOf(field.Child("restartPolicy"), policy, RestartPolicies.Always, RestartPolicies.Never, RestartPolicies.OnFailure);
        }
        else if (container.RestartPolicyRules.Count > 0)
        {
            errors.Required(field.Child("restartPolicy"), "must specify restartPolicy when restart rules are used");
        }

        field = field.Child("restartPolicyRules");
        if (container.RestartPolicyRules.Count > MaxRules)
        {
            errors.TooMany(field, container.RestartPolicyRules.Count, MaxRules);
        }

        for (var i = 0; i < container.RestartPolicyRules.Count; i++)
        {
            Validate(errors, container.RestartPolicyRules[i], field.Index(i));
        }
    }

    private static void Validate(FieldErrors errors, ContainerRestartRule rule, FieldPath field)
    {
        if (rule.Action.Length == 0)
        {
            errors.Required(field.Child("action"));
        }
        else
        {
            errors.OneOf(field.Child("action"), rule.Action, RestartRuleActions.Restart, RestartRuleActions.RestartAllContainers);
        }

        if (rule.ExitCodes is not { } codes)
        {
            errors.Required(field.Child("exitCodes"), "must be specified");
            return;
        }

        field = field.Child("exitCodes");
        if (codes.Operator.Length == 0)
        {
            errors.Required(field.Child("operator"));
        }
        else
        {
            errors.OneOf(field.Child("operator"), codes.Operator, SelectorOperators.In, SelectorOperators.NotIn);
        }

        if (codes.Values.Count == 0)
        {
            errors.Required(field.Child("values"));
        }
        else if (codes.Values.Count > MaxValues)
        {
            errors.TooMany(field.Child("values"), codes.Values.Count, MaxValues);
        }
    }
}
