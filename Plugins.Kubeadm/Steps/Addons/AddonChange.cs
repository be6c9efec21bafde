using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>What a step makes of an add-on, and what was there before.</summary>
internal sealed record AddonChange
{
    private const string WantedKey = "wanted";
    private const string BeforeKey = "before";
    private const string PrunedKey = "pruned";

    /// <summary>The objects of the manifest.</summary>
    public required IReadOnlyList<JsonObject> Wanted { get; init; }

    /// <summary>Those of them, of the pruned ones and of the inventory that were there, as they were.</summary>
    public required IReadOnlyList<JsonObject> Before { get; init; }

    /// <summary>What the version before had and this one has not.</summary>
    public required IReadOnlyList<JsonObject> Pruned { get; init; }

    /// <summary>Whether there are secrets in it.</summary>
    public bool HasSecrets => Wanted.Concat(Before).Any(one => (string?)one["kind"] == "Secret");

    public static AddonChange Unpack(string packed)
    {
        using var bytes = new MemoryStream(Convert.FromBase64String(packed));
        using var text = new GZipStream(bytes, CompressionMode.Decompress);
        var whole = JsonNode.Parse(text)!;
        return new AddonChange { Wanted = Objects(whole, WantedKey), Before = Objects(whole, BeforeKey), Pruned = Objects(whole, PrunedKey) };
    }

    public string Pack()
    {
        var whole = new JsonObject { [WantedKey] = Array(Wanted), [BeforeKey] = Array(Before), [PrunedKey] = Array(Pruned) };
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        using (var writer = new Utf8JsonWriter(packed))
        {
            whole.WriteTo(writer);
        }

        return Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static JsonArray Array(IEnumerable<JsonObject> objects) => [.. objects.Select(one => one.DeepClone())];

    private static List<JsonObject> Objects(JsonNode whole, string key) => [.. whole[key]!.AsArray().Select(one => (JsonObject)one!.DeepClone())];
}
