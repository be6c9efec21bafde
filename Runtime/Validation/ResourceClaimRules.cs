using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates claims to devices.</summary>
internal static class ResourceClaimRules
{
    public static void Validate(FieldErrors errors, IReadOnlyList<PodResourceClaim> claims, FieldPath field)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < claims.Count; i++)
        {
            var (claim, item) = (claims[i], field.Index(i));
            if (claim.Name.Length == 0)
            {
                errors.Required(item.Child("name"));
            }
            else if (!names.Add(claim.Name))
            {
                errors.Duplicate(item.Child("name"), claim.Name);
            }
            else
            {
                errors.Invalid(item.Child("name"), claim.Name, NameRules.Label(claim.Name));
            }

            if (claim.ResourceClaimName is not null && claim.ResourceClaimTemplateName is not null)
            {
                errors.Invalid(item, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
            }
            else if (claim.ResourceClaimName is null && claim.ResourceClaimTemplateName is null)
            {
                errors.Invalid(item, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
            }
        }
    }
}
