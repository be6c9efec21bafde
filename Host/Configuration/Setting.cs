using System.Reflection;
using System.Text.Json.Nodes;

namespace Reeve.Host.Configuration;

/// <summary>One setting: where it stands in the options types, and how it is written.</summary>
internal sealed record Setting
{
    /// <summary>The dotted key in the file, e.g. <c>logging.level</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The properties from <see cref="HostOptions"/> to the value.</summary>
    public required IReadOnlyList<PropertyInfo> Path { get; init; }

    /// <summary>Its documentation.</summary>
    public required SettingAttribute Info { get; init; }

    /// <summary>The type of the value.</summary>
    public Type Type => Path[^1].PropertyType;

    /// <summary>The environment variable that sets it: <c>REEVE_LOGGING_LEVEL</c>.</summary>
    public string EnvironmentVariable => EnvironmentNames.For(Key);

    /// <summary>Whether the value is a list of texts.</summary>
    public bool IsList => Type == typeof(IReadOnlyList<string>);

    /// <summary>Whether the value is a mapping of names to free-form objects.</summary>
    public bool IsMap => !IsList && !IsObjectList && Type.IsGenericType && Nullable.GetUnderlyingType(Type) is null;

    /// <summary>Whether the value is a list of mappings.</summary>
    public bool IsObjectList => Type == typeof(IReadOnlyList<JsonObject>);

    /// <summary>Reads the value out of options.</summary>
    public object? GetValue(HostOptions options) =>
        Path.Aggregate<PropertyInfo, object?>(options, (holder, property) => property.GetValue(holder));

    /// <summary>Puts a value into options that nobody else sees yet.</summary>
    public void SetValue(HostOptions options, object? value)
    {
        var holder = Path.SkipLast(1).Aggregate<PropertyInfo, object?>(options, (outer, property) => property.GetValue(outer));
        Path[^1].SetValue(holder, value);
    }
}
