using System.Text.Json;
using Reeve.Testing;

namespace Reeve.EndToEnd.Plugins;

/// <summary>Broken and hostile plugins get a status each; the good one beside them serves.</summary>
public sealed class HostilePluginsTests
{
    [LinuxFact]
    public async Task Directory_FiveBadPluginsAndAGoodOne_NamesEachFaultAndServes()
    {
        using var reeve = new ReeveCommand();
        var good = Repository.Built("Reeve.Hollow");
        Plugin(reeve, "good", good);
        Plugin(reeve, "traversal", good, manifest => manifest.Replace("Reeve.Hollow.dll", "../good/Reeve.Hollow.dll", StringComparison.Ordinal));
        Plugin(reeve, "future", good, manifest => manifest.Replace("\"contract\": \"0.1\"", "\"contract\": \"9.0\"", StringComparison.Ordinal));
        Plugin(reeve, "missing", good);
        File.Delete(Path.Combine(reeve["plugins/missing"], "Reeve.Hollow.dll"));
        Plugin(reeve, "garbage", good);
        await File.WriteAllTextAsync(Path.Combine(reeve["plugins/garbage"], "Reeve.Hollow.dll"), "this is no assembly");
        Plugin(reeve, "torn", good, manifest => manifest[..(manifest.Length / 2)]);

        var listed = await reeve.RunAsync("plugins", "list", "-o", "json", "--plugins", reeve["plugins"]);
        Assert.True(listed.ExitCode == 0, listed.ToString());
        using var json = JsonDocument.Parse(listed.Output);
        var mine = Items(json).Where(plugin => plugin.GetProperty("path").GetString()!.StartsWith(reeve["plugins"], StringComparison.Ordinal)).ToList();
        var statuses = mine.ToDictionary(
            plugin => Path.GetFileName(plugin.GetProperty("path").GetString()!), plugin => plugin.GetProperty("status").GetString());

        Assert.Equal("Active", statuses["good"]);
        Assert.Equal("Incompatible", statuses["future"]);
        Assert.All(["traversal", "missing", "garbage", "torn"], name => Assert.Equal("Malfunctioned", statuses[name]));
        Assert.All(
            mine.Where(plugin => plugin.GetProperty("status").GetString() != "Active"),
            plugin => Assert.NotEqual("", plugin.GetProperty("reason").GetString()));

        var run = await reeve.RunAsync(
            "run", Path.Combine(Repository.Samples, "hello.yaml"), "--provider", "hollow", "--plugins", reeve["plugins"], "--until-done",
            "--set", "providers.hollow.runMilliseconds=50");
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    private static IEnumerable<JsonElement> Items(JsonDocument json) =>
        json.RootElement.ValueKind == JsonValueKind.Array
            ? json.RootElement.EnumerateArray()
            : json.RootElement.GetProperty("items").EnumerateArray();

    private static void Plugin(ReeveCommand reeve, string name, string from, Func<string, string>? change = null)
    {
        var to = Directory.CreateDirectory(Path.Combine(reeve["plugins"], name)).FullName;
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        var manifest = Path.Combine(to, "plugin.json");
        var text = File.ReadAllText(manifest);
        // Each is a plugin of its own, except that the good one keeps its id.
        text = name == "good" ? text : text.Replace("\"id\": \"hollow\"", $"\"id\": \"{name}\"", StringComparison.Ordinal);
        File.WriteAllText(manifest, change is null ? text : change(text));
    }
}
