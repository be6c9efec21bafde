using System.Text.Json;

namespace Reeve.Plugins.Process.Tests;

/// <summary>An agent of its own: starts a driver and containers, says what came of it, and goes on until it is killed.</summary>
internal static class AgentProgram
{
    private static async Task Main(string[] arguments)
    {
        var (root, options) = (arguments[0], arguments[1]);
        var launches = JsonSerializer.Deserialize<TestLaunch[]>(await File.ReadAllTextAsync(arguments[2]))!;
        var harness = await DriverHarness.StartAsync(options, root);
        await Console.Out.WriteLineAsync($"private-mounts {harness.Driver.Features.PrivateMounts}");
        foreach (var launch in launches)
        {
            var observation = await harness.StartAsync(launch);
            await Console.Out.WriteLineAsync($"started {launch.Name} {observation.ProcessId}");
        }

        foreach (var launch in launches)
        {
            var ended = await harness.EndAsync(launch);
            await Console.Out.WriteLineAsync($"ended {launch.Name} {ended.ExitCode} {ended.Reason} {ended.Message}");
        }

        await Console.In.ReadToEndAsync();
    }
}
