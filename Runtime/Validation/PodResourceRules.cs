using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates what a whole pod requests and may use at most.</summary>
internal static class PodResourceRules
{
    public static void Validate(FieldErrors errors, PodSpec spec, FieldPath field)
    {
        if (spec.Resources is not { } resources)
        {
            return;
        }

        field = field.Child("resources");
        if (resources.Claims.Count > 0)
        {
            errors.Forbidden(field.Child("claims"), "claims cannot be set for Resources at pod-level");
        }

        ResourceValidator.Validate(errors, resources with { Claims = [] }, spec.ResourceClaims, field);
        ValidateRequests(errors, spec, resources, field.Child("requests"));
        for (var i = 0; i < spec.Containers.Count; i++)
        {
            foreach (var (name, limit) in spec.Containers[i].Resources.Limits)
            {
                if (resources.Limits.TryGetValue(name, out var most) && limit > most)
                {
                    var path = field.Child("containers").Index(i).Key(name).Child("limits");
                    errors.Invalid(path, limit.ToString(), $"must be less than or equal to pod limits of {most}");
                }
            }
        }
    }

    private static void ValidateRequests(FieldErrors errors, PodSpec spec, ResourceRequirements resources, FieldPath field)
    {
        foreach (var name in spec.Containers.SelectMany(static c => c.Resources.Requests.Keys).Distinct(StringComparer.Ordinal))
        {
            var sum = spec.Containers.Aggregate(Quantity.Zero, (s, c) => s + c.Resources.Requests.GetValueOrDefault(name));
            var request = resources.Requests.GetValueOrDefault(name);
            if (sum > request)
            {
                errors.Invalid(field.Key(name), request.ToString(), $"must be greater than or equal to aggregate container requests of {sum}");
            }
        }
    }
}
