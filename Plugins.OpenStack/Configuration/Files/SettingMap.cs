namespace Reeve.Plugins.OpenStack.Configuration.Files;

/// <summary>Settings by name: texts, lists, and maps again.</summary>
internal sealed class SettingMap : Dictionary<string, object>
{
    /// <summary>Creates an empty one.</summary>
    public SettingMap()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>A text; null: there is none, or it is empty.</summary>
    public string? Text(string name) => TryGetValue(name, out var value) && value is string { Length: > 0 } text ? text : null;

    /// <summary>The first of several that is there.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Text(name) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>A map; null: there is none.</summary>
    public SettingMap? Map(string name) => TryGetValue(name, out var value) ? value as SettingMap : null;

    /// <summary>Both, maps within maps too; where both have a value, that of the other one counts.</summary>
    public SettingMap MergedWith(SettingMap other)
    {
        var merged = new SettingMap();
        foreach (var (name, value) in this)
        {
            merged[name] = value;
        }

        foreach (var (name, value) in other)
        {
            merged[name] = value is SettingMap inner && merged.Map(name) is { } mine ? mine.MergedWith(inner) : value;
        }

        return merged;
    }
}
