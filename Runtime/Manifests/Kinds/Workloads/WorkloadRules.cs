using Reeve.Kubernetes;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>What the API server demands of every object with a template.</summary>
internal static class WorkloadRules
{
    public static void Check(ObjectScope scope, ObjectMeta metadata, PodTemplateSpec template, WorkloadPlan plan)
    {
        var errors = new FieldErrors();
        MetadataValidator.Validate(errors, metadata, FieldPath.Root.Child("metadata"));
        foreach (var error in errors.ToList())
        {
            scope.Error(error.Field, error.Message);
        }

        if (plan.Count < 0)
        {
            scope.Error(plan.CountField, $"Invalid value: {plan.Count}: must be greater than or equal to 0");
        }
        else if (plan.Count > scope.Options.MaxPods)
        {
            scope.Error(plan.CountField, $"Invalid value: {plan.Count}: must be less than or equal to {scope.Options.MaxPods}");
        }

        var policy = template.Spec.RestartPolicy ?? RestartPolicies.Always;
        if (!plan.RestartPolicies.Contains(policy))
        {
            var supported = string.Join(", ", plan.RestartPolicies.Select(static p => $"\"{p}\""));
            scope.Error("spec.template.spec.restartPolicy", $"Unsupported value: \"{policy}\": supported values: {supported}");
        }

        CheckSelector(scope, template, plan);
    }

    private static void CheckSelector(ObjectScope scope, PodTemplateSpec template, WorkloadPlan plan)
    {
        if (plan.Selector is not { } selector)
        {
            if (plan.NeedsSelector)
            {
                scope.Error("spec.selector", "Required value");
            }
        }
        else if (plan.NeedsSelector && selector.MatchLabels.Count + selector.MatchExpressions.Count == 0)
        {
            scope.Error("spec.selector", "Invalid value: {}: empty selector is invalid for deployment");
        }
        else if (!Matches(selector, template.Metadata.Labels))
        {
            scope.Error("spec.template.metadata.labels", "Invalid value: `selector` does not match template `labels`");
        }
    }

    private static bool Matches(LabelSelector selector, IReadOnlyDictionary<string, string> labels) =>
        selector.MatchLabels.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value)
        && selector.MatchExpressions.All(e => e.Operator switch
        {
            SelectorOperators.In => labels.TryGetValue(e.Key, out var value) && e.Values.Contains(value),
            SelectorOperators.NotIn => !labels.TryGetValue(e.Key, out var value) || !e.Values.Contains(value),
            SelectorOperators.Exists => labels.ContainsKey(e.Key),
            SelectorOperators.DoesNotExist => !labels.ContainsKey(e.Key),
            _ => false,
        });
}
