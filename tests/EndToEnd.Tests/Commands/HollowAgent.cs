using Reeve.Testing;

namespace Reeve.EndToEnd.Commands;

/// <summary>An agent with any number of pods that only pass the time, until they are deleted.</summary>
internal sealed class HollowAgent : IDisposable
{
    private HollowAgent()
    {
    }

    /// <summary>Commands for it.</summary>
    public ReeveCommand Reeve { get; } = new();

    /// <summary>How it ended. With 1 if the pods were deleted: none has succeeded.</summary>
    public Task<ProgramResult> End { get; private set; } = null!;

    /// <summary>Runs pods <c>p0</c>, <c>p1</c> and so on, and returns once they do.</summary>
    public static async Task<HollowAgent> StartAsync(int pods, int stopMilliseconds = 0)
    {
        var agent = new HollowAgent();
        var plugin = Directory.CreateDirectory(Path.Combine(agent.Reeve["plugins"], "hollow")).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.Built("Reeve.Hollow")))
        {
            File.Copy(file, Path.Combine(plugin, Path.GetFileName(file)));
        }

        var manifests = agent.Reeve["pods.yaml"];
        await File.WriteAllTextAsync(manifests, string.Join("---\n", Enumerable.Range(0, pods).Select(i => $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: p{{i}} }
            spec: { containers: [{ name: c, image: "host:" }] }

            """)));
        agent.End = agent.Reeve.RunAsync(
            "run", manifests, "--provider", "hollow", "--plugins", agent.Reeve["plugins"], "--until-done",
            "--set", $"providers.hollow.stopMilliseconds={stopMilliseconds}");
        await Eventually.TrueAsync(
            async () => agent.End.IsCompleted
                ? throw new InvalidOperationException((await agent.End).ToString())
                : (await agent.Reeve.RunAsync("pods")).Output.Split('\n').Count(line => line.Contains("Running", StringComparison.Ordinal)) == pods,
            "the pods run");
        return agent;
    }

    public void Dispose() => Reeve.Dispose();
}
