using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reeve.Plugins.Systemd.Networks.Cni;

/// <summary>A list of plugins that make a network, as the CNI specification has it (<c>*.conflist</c>). Immutable.</summary>
internal sealed record CniList
{
    private const string OldestVersion = "0.3.0"; // the first with lists; CHECK came with 0.4.0

    public required string Version { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<JsonObject> Plugins { get; init; }

    /// <summary>Whether the list asks for no checks.</summary>
    public bool DisableCheck { get; init; }

    public bool CanCheck => !DisableCheck && System.Version.Parse(Version) >= new System.Version(0, 4, 0);

    /// <summary>The list as it was read.</summary>
    public required string Json { get; init; }

    /// <summary>Reads a list.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static CniList Parse(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is not JsonObject list)
            {
                throw new FormatException("it is not an object");
            }

            var version = Text(list, "cniVersion") ?? throw new FormatException("cniVersion is missing");
            if (!System.Version.TryParse(version, out var number) || number < System.Version.Parse(OldestVersion) || number.Major > 1)
            {
                throw new FormatException($"cniVersion {version} is none of {OldestVersion} to 1.x");
            }

            if (list["plugins"] is not JsonArray { Count: > 0 } plugins)
            {
                throw new FormatException("plugins is missing or empty");
            }

            return new CniList
            {
                Version = version,
                Name = Text(list, "name") is { Length: > 0 } name ? name : throw new FormatException("name is missing"),
                Plugins = [.. plugins.Select(PluginOf)],
                DisableCheck = list["disableCheck"] is JsonValue value && value.TryGetValue<bool>(out var disabled) && disabled,
                Json = json,
            };
        }
        catch (JsonException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    /// <summary>The name of the program of a plugin.</summary>
    public static string ProgramOf(JsonObject plugin) => Text(plugin, "type")!;

    private static JsonObject PluginOf(JsonNode? node)
    {
        // The type becomes the name of a program in the directories of plugins, and must not lead elsewhere.
        if (node is not JsonObject plugin || Text(plugin, "type") is not { Length: > 0 } type || type.Contains('/', StringComparison.Ordinal) || type is "." or "..")
        {
            throw new FormatException("each plugin needs a type, the name of a program");
        }

        return plugin;
    }

    private static string? Text(JsonObject node, string name) => node[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
