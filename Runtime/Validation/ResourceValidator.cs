using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates what a container requests and may use at most.</summary>
internal static class ResourceValidator
{
    private const string IntegerError = "must be an integer";

    public static void Validate(FieldErrors errors, ResourceRequirements resources, IReadOnlyList<PodResourceClaim> claims, FieldPath field)
    {
        foreach (var (name, limit) in resources.Limits)
        {
            ValidateOne(errors, name, limit, field.Child("limits").Key(name));
        }

        foreach (var (name, request) in resources.Requests)
        {
            ValidateOne(errors, name, request, field.Child("requests").Key(name));
            ValidateRequest(errors, name, request, resources, field);
        }

        for (var i = 0; i < resources.Claims.Count; i++)
        {
            var (claim, item) = (resources.Claims[i].Name, field.Child("claims").Index(i));
            if (claim.Length == 0)
            {
                errors.Required(item);
            }
            else if (!claims.Any(c => c.Name == claim))
            {
                errors.NotFound(item, claim);
            }
        }
    }

    private static void ValidateOne(FieldErrors errors, string name, Quantity quantity, FieldPath field)
    {
        ResourceNameRules.Validate(errors, name, field);
        if (quantity.Sign < 0)
        {
            errors.Invalid(field, quantity.ToString(), "must be greater than or equal to 0");
        }
        else if (ResourceNameRules.IsWhole(name) && !(quantity.Nanos % 1_000_000_000).IsZero)
        {
            errors.Invalid(field, quantity.ToString(), IntegerError);
        }
    }

    /// <summary>What cannot be shared out beyond what is there must be requested and limited alike.</summary>
    private static void ValidateRequest(FieldErrors errors, string name, Quantity request, ResourceRequirements resources, FieldPath field)
    {
        var isFixed = !ResourceNameRules.IsOvercommittable(name);
        if (!resources.Limits.TryGetValue(name, out var limit))
        {
            if (isFixed)
            {
                errors.Required(field.Child("limits"), "Limit must be set for non overcommitable resources");
            }
        }
        else if (isFixed && request != limit)
        {
            errors.Invalid(field.Child("requests"), request.ToString(), $"must be equal to {name} limit of {limit}");
        }
        else if (request > limit)
        {
            errors.Invalid(field.Child("requests"), request.ToString(), $"must be less than or equal to {name} limit of {limit}");
        }
    }
}
