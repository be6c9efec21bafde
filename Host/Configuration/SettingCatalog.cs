using System.Reflection;

namespace Reeve.Host.Configuration;

/// <summary>All settings, read once from the options types in the order in which they are declared.</summary>
internal static class SettingCatalog
{
    private static readonly Lazy<IReadOnlyList<Setting>> Settings = new(() => [.. Walk(typeof(HostOptions), [])]);

    /// <summary>All settings.</summary>
    public static IReadOnlyList<Setting> All => Settings.Value;

    /// <summary>The setting of a key, or null.</summary>
    public static Setting? Find(string key) => All.FirstOrDefault(setting => setting.Key == key);

    /// <summary>Keys that may stand directly in a section (the empty text for the top).</summary>
    public static IReadOnlyList<string> KeysIn(string section) =>
    [
        .. All.Where(setting => section.Length == 0 || setting.Key.StartsWith(section + ".", StringComparison.Ordinal))
            .Select(setting => setting.Key[(section.Length == 0 ? 0 : section.Length + 1)..].Split('.')[0])
            .Distinct(),
    ];

    /// <summary>Whether a key names a section.</summary>
    public static bool IsSection(string key) =>
        All.Any(setting => setting.Key.StartsWith(key + ".", StringComparison.Ordinal));

    private static IEnumerable<Setting> Walk(Type type, IReadOnlyList<PropertyInfo> path)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            PropertyInfo[] here = [.. path, property];
            if (property.GetCustomAttribute<SettingAttribute>() is { } info)
            {
                yield return new Setting { Key = KeyOf(here), Path = here, Info = info };
            }
            else if (property.PropertyType.Namespace == typeof(HostOptions).Namespace)
            {
                foreach (var setting in Walk(property.PropertyType, here))
                {
                    yield return setting;
                }
            }
        }
    }

    private static string KeyOf(IEnumerable<PropertyInfo> path) =>
        string.Join('.', path.Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]));
}
