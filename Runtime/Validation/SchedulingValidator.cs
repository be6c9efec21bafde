using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates the form of what a scheduler would act on.</summary>
internal static class SchedulingValidator
{
    public static void Validate(FieldErrors errors, PodSpec spec, FieldPath field)
    {
        MetadataValidator.ValidateLabels(errors, spec.NodeSelector, field.Child("nodeSelector"));
        for (var i = 0; i < spec.Tolerations.Count; i++)
        {
            ValidateToleration(errors, spec.Tolerations[i], field.Child("tolerations").Index(i));
        }

        ValidateSpread(errors, spec.TopologySpreadConstraints, field.Child("topologySpreadConstraints"));
        var gates = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.SchedulingGates.Count; i++)
        {
            var (gate, item) = (spec.SchedulingGates[i].Name, field.Child("schedulingGates").Index(i));
            errors.Invalid(item, gate, KeyRules.QualifiedName(gate));
            if (!gates.Add(gate))
            {
                errors.Duplicate(item, gate);
            }
        }
    }

    private static void ValidateToleration(FieldErrors errors, Toleration toleration, FieldPath field)
    {
        var (key, value, effect) = (toleration.Key ?? "", toleration.Value ?? "", toleration.Effect ?? "");
        var operation = toleration.Operator ?? "";
        if (key.Length > 0)
        {
            errors.Invalid(field.Child("key"), key, KeyRules.QualifiedName(key));
        }
        else if (operation != TolerationOperators.Exists)
        {
            errors.Invalid(field.Child("operator"), operation, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        if (toleration.TolerationSeconds is not null && effect != TaintEffects.NoExecute)
        {
            errors.Invalid(field.Child("effect"), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }

        switch (operation)
        {
            case TolerationOperators.Equal or "":
                errors.Invalid(field.Child("operator"), value, KeyRules.LabelValue(value));
                break;
            case TolerationOperators.Exists when value.Length > 0:
                errors.Invalid(field.Child("operator"), value, "value must be empty when `operator` is 'Exists'");
                break;
            default:
                errors.OneOf(field.Child("operator"), operation, TolerationOperators.Equal, TolerationOperators.Exists, TolerationOperators.Lt, TolerationOperators.Gt);
                break;
        }

        if (effect.Length > 0)
        {
            errors.OneOf(field.Child("effect"), effect, TaintEffects.NoSchedule, TaintEffects.PreferNoSchedule, TaintEffects.NoExecute);
        }
    }

    private static void ValidateSpread(FieldErrors errors, IReadOnlyList<TopologySpreadConstraint> constraints, FieldPath field)
    {
        for (var i = 0; i < constraints.Count; i++)
        {
            var (constraint, item) = (constraints[i], field.Index(i));
            if (constraint.MaxSkew <= 0)
            {
                errors.Invalid(item.Child("maxSkew"), constraint.MaxSkew, "must be greater than zero");
            }

            if (constraint.TopologyKey.Length == 0)
            {
                errors.Required(item.Child("topologyKey"), "can not be empty");
            }
            else
            {
                errors.Invalid(item.Child("topologyKey"), constraint.TopologyKey, KeyRules.QualifiedName(constraint.TopologyKey));
            }

            errors.OneOf(item.Child("whenUnsatisfiable"), constraint.WhenUnsatisfiable, "DoNotSchedule", "ScheduleAnyway");
        }
    }
}
