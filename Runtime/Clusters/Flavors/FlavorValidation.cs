using System.Text.Json;
using System.Text.RegularExpressions;
using Reeve.Runtime.Clusters.Desires;

namespace Reeve.Runtime.Clusters.Flavors;

/// <summary>Checks flavors, whatever their type: what a provisioner makes of them shows with the first cluster.</summary>
internal static partial class FlavorValidation
{
    /// <summary>What is wrong with a flavor.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="content">What it says.</param>
    public static IReadOnlyList<FieldError> Of(string tenant, string name, FlavorContent content)
    {
        var spec = content.Spec;
        var errors = new List<FieldError>();
        if (!Name().IsMatch(name))
        {
            errors.Add(ClusterFields.Invalid(ClusterFields.Name, name, "must be lower-case letters, digits, dots and dashes, at most 63, with a letter or digit at both ends"));
        }

        if (tenant.Length > 0)
        {
            errors.AddRange(DesiredValidation.ForTenant(tenant));
        }

        if (content.Type.Length == 0)
        {
            errors.Add(ClusterFields.Required("type", "the provisioner of its clusters, such as kubeadm"));
        }

        if (spec.Type is { Length: > 0 } type && type != content.Type)
        {
            errors.Add(ClusterFields.Invalid(ClusterFields.Type, type, $"the flavor's type is {content.Type}"));
        }

        if (spec.Flavor is { } other)
        {
            errors.Add(ClusterFields.Forbidden(ClusterFields.Flavor, other.ToString(), "a flavor is not made from another"));
        }

        if (spec.Registry is { Password.Length: > 0 })
        {
            errors.Add(ClusterFields.Forbidden(ClusterFields.RegistryPassword, "…", "a flavor holds no secrets; say it with the cluster"));
        }

        if (spec.Provider is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined) })
        {
            errors.Add(ClusterFields.Invalid(ClusterFields.Provider, "…", "must be an object"));
        }

        // Whether a registry has its password shows when a cluster is made.
        errors.AddRange(DesiredValidation.ForChange(spec, hasPassword: true));
        return errors;
    }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Name();
}
