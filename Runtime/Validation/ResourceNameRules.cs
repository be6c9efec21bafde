using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>What names of resources say about them.</summary>
internal static class ResourceNameRules
{
    private const string NativeDomain = "kubernetes.io/";

    public static void Validate(FieldErrors errors, string name, FieldPath field)
    {
        var before = errors.Count;
        errors.Invalid(field, name, KeyRules.QualifiedName(name));
        if (errors.Count > before)
        {
            return;
        }

        if (!name.Contains('/'))
        {
            if (name is not (ResourceNames.Cpu or ResourceNames.Memory or ResourceNames.EphemeralStorage) && !IsHugePages(name))
            {
                errors.Invalid(field, name, "must be a standard resource for containers");
            }
        }
        else if (IsExtended(name) && name.StartsWith("requests.", StringComparison.Ordinal))
        {
            errors.Invalid(field, name, "doesn't follow extended resource name standard");
        }
    }

    /// <summary>Whether only whole units can be given out.</summary>
    public static bool IsWhole(string name) => IsExtended(name);

    /// <summary>Whether requests may be below limits.</summary>
    public static bool IsOvercommittable(string name) => !IsExtended(name) && !IsHugePages(name);

    private static bool IsHugePages(string name) => name.StartsWith(ResourceNames.HugePagesPrefix, StringComparison.Ordinal);

    /// <summary>Extended resources have a domain of somebody else.</summary>
    private static bool IsExtended(string name) => name.Contains('/') && !name.Contains(NativeDomain, StringComparison.Ordinal);
}
