using System.Text.Json.Nodes;

namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>What a cloud has, by collection, in the order of its making.</summary>
internal sealed class FakeStore
{
    private readonly SortedDictionary<string, List<JsonObject>> _collections = new(StringComparer.Ordinal);
    private int _last;

    public List<JsonObject> this[string collection] => _collections.TryGetValue(collection, out var items) ? items : _collections[collection] = [];

    public JsonObject? Find(string collection, string id) => this[collection].FirstOrDefault(item => Text(item, "id") == id);

    /// <summary>The server of a machine.</summary>
    public static JsonObject Find(FakeStore store, string machine) => store["servers"].Single(server => Text(server["metadata"]!.AsObject(), "reeve-machine") == machine);

    /// <summary>Has the server of a machine vanish; what was made for it stays.</summary>
    public void Lose(string machine)
    {
        var server = Find(this, machine);
        this["servers"].Remove(server);
        foreach (var port in this["ports"].Where(port => Text(port, "device_id") == Text(server, "id")))
        {
            port["device_id"] = "";
        }
    }

    public string NewId() => $"00000000-0000-4000-8000-{++_last:x12}";

    public int Next() => ++_last;

    public static string Text(JsonObject item, string name) => item[name] is JsonValue value ? value.ToString() : "";

    /// <summary>All there is, for comparisons: kinds with names.</summary>
    public string Describe() => string.Join('\n', _collections.Where(collection => collection.Value.Count > 0)
        .Select(collection => $"{collection.Key}: {string.Join(", ", collection.Value.Select(item => Text(item, "name") is { Length: > 0 } name ? name : Text(item, "id")).Order(StringComparer.Ordinal))}"));
}
