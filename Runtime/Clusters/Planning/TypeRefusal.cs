using Reeve.Runtime.Clusters.Desires;
using Reeve.Runtime.Clusters.Provisioners;

namespace Reeve.Runtime.Clusters.Planning;

/// <summary>Says why there are no clusters of a type, and what to do about it.</summary>
internal static class TypeRefusal
{
    /// <summary>The refusal of a type whose provisioner is not there.</summary>
    public static ClusterRefusedException Of(string type, IClusterTypes types)
    {
        var why = types.WhyNot(type) is { } reason ? $"its provisioner does not start: {reason.TrimEnd('.')}. Mend that and ask again; it is tried anew each time"
            : types.Names.Count > 0 ? $"supported values: {string.Join(", ", types.Names)}"
            : "no plugin with a cluster provisioner is active; \"reeve plugins list\" says which plugins there are, and what is wrong with them";
        var message = $"Unsupported value: \"{type}\": {why}";
        return new ClusterRefusedException(ClusterRefusal.UnknownType, $"{ClusterFields.Type}: {message}")
        {
            LoadedTypes = types.Names,
            Errors = [new FieldError { Field = ClusterFields.Type, Message = message }],
        };
    }
}
