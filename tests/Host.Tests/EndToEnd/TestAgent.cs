using System.Text.Json.Nodes;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.EndToEnd;

/// <summary>Agents of one test: a state directory, manifests, and everything that ran in it gone afterwards.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    private ReeveProcess? _agent;

    public TempDirectory Directory { get; } = new();

    public string State => Directory["s"];

    public ReeveProcess Process => _agent ?? throw new InvalidOperationException("The agent does not run.");

    /// <summary>Starts <c>reeve run</c> and waits until its socket answers.</summary>
    public async Task StartAsync(params string[] arguments)
    {
        _agent = ReeveProcess.Start(["run", "--state-dir", State, .. arguments]);
        await Eventually.TrueAsync(
            async () => _agent.HasExited
                ? throw new InvalidOperationException($"The agent ended: {_agent.Output}{_agent.Error}")
                : (await CallAsync("pods", "-A")).Error.Length == 0 || File.Exists(Path.Combine(State, "agent.sock")),
            "the agent answers");
    }

    /// <summary>Runs a command on the agent's state directory.</summary>
    public Task<(int ExitCode, string Output, string Error)> CallAsync(string command, params string[] arguments) =>
        ReeveProcess.RunAsync([command, "--state-dir", State, .. arguments]);

    /// <summary>All pods as JSON.</summary>
    public async Task<IReadOnlyList<JsonNode>> PodsAsync()
    {
        var (exitCode, output, error) = await CallAsync("pods", "-A", "-o", "json");
        Assert.True(exitCode == 0, error);
        return [.. JsonNode.Parse(output)!["items"]!.AsArray().Select(pod => pod!)];
    }

    /// <summary>Waits until all of so many pods run.</summary>
    public Task RunningAsync(int count) => Eventually.TrueAsync(
        async () => (await PodsAsync()).Count(pod => (string?)pod["status"]?["phase"] == "Running") == count, $"{count} pods run");

    /// <summary>Ends the agent by SIGTERM and waits.</summary>
    public async Task<int> TerminateAsync()
    {
        Process.Terminate();
        return await Process.WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // Whatever a failed test left running ends with this. An agent that a test killed may not be known to have ended yet, and one that has
        // ended ends nothing: the one after it does.
        ReeveProcess? last = null;
        await Eventually.TrueAsync(
            async () =>
            {
                if (_agent is null or { HasExited: true })
                {
                    _agent = last is null ? last = ReeveProcess.Start(["run", "--state-dir", State])
                        : throw new InvalidOperationException($"The agent that cleans up ended: {last.Output}{last.Error}");
                }

                return (await CallAsync("delete", "--all", "--force")).ExitCode == 0;
            },
            "the workloads end");
        await _agent!.DisposeAsync();
        Directory.Dispose();
    }
}
