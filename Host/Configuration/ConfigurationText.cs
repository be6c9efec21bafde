using System.Text.Json.Nodes;

namespace Reeve.Host.Configuration;

/// <summary>Shows configuration without its secrets.</summary>
internal static class ConfigurationText
{
    private const string Hidden = "***";

    // Plugins declare no secrecy of options: what is named like a secret is not shown.
    private static readonly string[] SecretWords = ["password", "passwd", "secret", "token", "credential", "privatekey", "apikey", "passphrase"];

    private static readonly string[] Places = ["file", "path", "name", "variable"];

    /// <summary>All settings as the document that would set them.</summary>
    public static JsonObject ToJson(LoadedConfiguration configuration)
    {
        var root = new JsonObject();
        foreach (var setting in SettingCatalog.All)
        {
            var section = root;
            var parts = setting.Key.Split('.');
            foreach (var part in parts.SkipLast(1))
            {
                section[part] ??= new JsonObject();
                section = (JsonObject)section[part]!;
            }

            if (setting.GetValue(configuration.Options) is { } value)
            {
                section[parts[^1]] = setting.Info.Secret ? Hidden : ToNode(value);
            }
        }

        return root;
    }

    /// <summary>One value in a line.</summary>
    public static string Show(Setting setting, HostOptions options) => setting.GetValue(options) switch
    {
        null => "",
        _ when setting.Info.Secret => Hidden,
        IReadOnlyList<string> list => string.Join(", ", list),
        IReadOnlyList<JsonObject> objects => objects.Count == 0 ? "" : ToNode(objects).ToJsonString(),
        IReadOnlyDictionary<string, JsonObject> map => map.Count == 0 ? "" : ToNode(map).ToJsonString(),
        var value => ToNode(value).ToString(),
    };

    private static JsonNode ToNode(object value) => value switch
    {
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        Enum member => JsonValue.Create(member.ToString().ToLowerInvariant()),
        IReadOnlyList<string> list => new JsonArray([.. list.Select(text => JsonValue.Create(text))]),
        IReadOnlyList<JsonObject> objects => new JsonArray([.. objects.Select(Mask)]),
        IReadOnlyDictionary<string, JsonObject> map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Mask(pair.Value)))),
        _ => JsonValue.Create(value.ToString()!),
    };

    private static JsonNode? Mask(JsonNode? node) => node switch
    {
        JsonObject item => new JsonObject(item.Select(pair =>
            KeyValuePair.Create(pair.Key, IsSecret(pair.Key) && pair.Value is not null ? Hidden : Mask(pair.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Mask)]),
        _ => node?.DeepClone(),
    };

    private static bool IsSecret(string name)
    {
        var folded = new string([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

        // Where a secret is found is none, and is what one wants to see.
        return !Places.Any(place => folded.EndsWith(place, StringComparison.Ordinal)) && SecretWords.Any(word => folded.Contains(word, StringComparison.Ordinal));
    }
}
