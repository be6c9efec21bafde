using System.Collections;
using System.Reflection;
using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Tests.Changes;

/// <summary>A field of a specification, found by reflection: any there are, those of tomorrow included.</summary>
internal sealed record SpecField(string Path, IReadOnlyList<PropertyInfo> Way)
{
    /// <summary>All fields below a type; lists of parts are written with <c>[]</c>.</summary>
    public static IEnumerable<SpecField> Of(Type type, string prefix = "", params IReadOnlyList<PropertyInfo> way)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null))
        {
            var path = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            IReadOnlyList<PropertyInfo> longer = [.. way, property];
            var inner = PartOf(property.PropertyType, out var isList);
            foreach (var field in inner is null ? [new SpecField(path, longer)] : Of(inner, $"{path}{(isList ? "[]" : "")}.", longer))
            {
                yield return field;
            }
        }
    }

    /// <summary>Gives it another value.</summary>
    public void Change(object spec)
    {
        var at = spec;
        foreach (var property in Way.SkipLast(1))
        {
            at = property.GetValue(at)!;
            at = at is IList list ? list[0]! : at;
        }

        var last = Way[^1];
        last.SetValue(at, Other(last.GetValue(at), last.PropertyType));
    }

    private static object Other(object? value, Type type) => value switch
    {
        string text => text + "x",
        int number => number + 2,
        bool flag => !flag,
        List<string> list => (List<string>)[.. list.Select(item => $"{item}x"), "x"],
        Dictionary<string, string> map => new Dictionary<string, string>(map) { ["x"] = "x" },
        Dictionary<string, int> map => new Dictionary<string, int>(map) { ["web-master-1"] = 7, ["web-worker-1"] = 7 },
        _ => throw new NotSupportedException($"Say here what another {type.Name} is."),
    };

    private static Type? PartOf(Type type, out bool isList)
    {
        isList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);
        var part = isList ? type.GetGenericArguments()[0] : type;
        return part.Namespace == "Reeve.Plugins.OpenStack.Spec" || part == typeof(ClusterNetworking) ? part : null;
    }
}
