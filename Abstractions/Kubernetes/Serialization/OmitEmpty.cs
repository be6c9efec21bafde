using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace Reeve.Kubernetes;

/// <summary>
/// Leaves out what is never null in the model but was absent in JSON: empty collections, empty required strings and absent
/// objects. An object that was there as <c>{}</c> stays.
/// </summary>
internal static class OmitEmpty
{
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var isList = typeof(IKubernetesList).IsAssignableFrom(type.Type);
        foreach (var property in type.Properties)
        {
            property.ShouldSerialize = Decide(property, isList) ?? property.ShouldSerialize;
        }
    }

    private static Func<object, object?, bool>? Decide(JsonPropertyInfo property, bool isList)
    {
        var type = property.PropertyType;
        if (property.IsExtensionData)
        {
            return null;
        }

        if (type == typeof(string))
        {
            return property.IsGetNullable ? null : static (_, value) => value is string { Length: > 0 };
        }

        if (typeof(KubernetesRecord).IsAssignableFrom(type))
        {
            return static (_, value) => value is KubernetesRecord { IsBlank: false };
        }

        return typeof(IEnumerable).IsAssignableFrom(type) && !(isList && property.Name == "items")
            ? static (_, value) => value is IEnumerable items && HasAny(items)
            : null;
    }

    private static bool HasAny(IEnumerable items)
    {
        if (items is ICollection collection)
        {
            return collection.Count > 0;
        }

        foreach (var _ in items)
        {
            return true;
        }

        return false;
    }
}
