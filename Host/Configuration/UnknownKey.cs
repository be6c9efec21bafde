using Reeve.Runtime.Text;

namespace Reeve.Host.Configuration;

/// <summary>Says what is wrong with a key that does not exist, and which one was probably meant.</summary>
internal static class UnknownKey
{
    /// <summary>Describes an unknown key of a section (the empty text for the top).</summary>
    public static string Describe(string section, string name)
    {
        var full = section.Length == 0 ? name : $"{section}.{name}";
        var prefix = section.Length == 0 ? "" : section + ".";

        // First the neighbours, then every key by its whole path, then by its last part: "level", "logLevel" for "logging.level".
        var meant = NearestName.Find(name, SettingCatalog.KeysIn(section)) is { } sibling
            ? prefix + sibling
            : NearestName.Find(full, SettingCatalog.All.Select(setting => setting.Key))
                ?? SettingCatalog.All.FirstOrDefault(setting => EndsAlike(name, setting.Key))?.Key;
        var known = SettingCatalog.KeysIn(section) is { Count: > 0 } here ? here : SettingCatalog.KeysIn("");
        return meant is null
            ? $"Unknown key \"{full}\"; known here are {string.Join(", ", known)}."
            : $"Unknown key \"{full}\"; did you mean \"{meant}\"?";
    }

    private static bool EndsAlike(string name, string key)
    {
        var last = key[(key.LastIndexOf('.') + 1)..];
        return name.Equals(last, StringComparison.OrdinalIgnoreCase)
            || (name.EndsWith(last, StringComparison.OrdinalIgnoreCase) && key[0] == char.ToLowerInvariant(name[0]));
    }
}
