namespace Reeve.Plugins.OpenStack.Configuration.Files;

/// <summary>Reads <c>OS_*</c> variables. Source: openstacksdk, "Environment Variables".</summary>
internal static class EnvironmentCloud
{
    private const string Prefix = "OS_";

    // These choose and describe files, not a cloud.
    private static readonly HashSet<string> s_others = new(StringComparer.Ordinal) { "OS_CLOUD", "OS_CLIENT_CONFIG_FILE", "OS_CLIENT_SECURE_FILE", "OS_CLIENT_VENDOR_FILE" };

    /// <summary>Whether variables describe a cloud of their own.</summary>
    public static bool IsComplete(IReadOnlyDictionary<string, string> variables) => variables.GetValueOrDefault("OS_AUTH_URL") is { Length: > 0 };

    /// <summary>What they say: <c>OS_AUTH_URL</c> becomes <c>auth_url</c>.</summary>
    public static SettingMap Read(IReadOnlyDictionary<string, string> variables)
    {
        var settings = new SettingMap();
        foreach (var (name, value) in variables)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && value.Length > 0 && !s_others.Contains(name))
            {
#pragma warning disable CA1308 // the names of settings are lower case
                settings[name[Prefix.Length..].ToLowerInvariant()] = value;
#pragma warning restore CA1308
            }
        }

        return settings;
    }
}
