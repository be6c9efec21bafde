using Reeve.Host.Tests.Clusters.Seed;
using Reeve.Host.Tests.EndToEnd;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Support;

/// <summary>The built agent in a directory of its own, with a provisioner whose clusters are files.</summary>
internal sealed class ScriptedAgent : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private FakeApiServer _server = null!;
    private ReeveProcess? _process;

    private ScriptedAgent()
    {
    }

    public string Home => _directory.Path;

    /// <summary>The files of the clusters.</summary>
    public string Clusters => _directory["clusters"];

    public ReeveProcess Process => _process!;

    /// <summary>A path of something in the agent's directory; its state is in <c>s</c>.</summary>
    public string this[string name] => _directory[name];

    /// <summary>Starts one.</summary>
    /// <param name="configure">Writes <c>reeve.yaml</c> into the directory, with the sections that are given.</param>
    /// <param name="answers">Whether it answers by now.</param>
    public static async Task<ScriptedAgent> StartAsync(Action<TempDirectory, string> configure, Func<ScriptedAgent, Task<bool>> answers)
    {
        var agent = new ScriptedAgent();
        try
        {
            await agent.StartPartsAsync(configure, answers);
            return agent;
        }
        catch
        {
            await agent.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    private async Task StartPartsAsync(Action<TempDirectory, string> configure, Func<ScriptedAgent, Task<bool>> answers)
    {
        _server = await FakeApiServer.StartAsync();
        Directory.CreateDirectory(Clusters);
        configure(
            _directory,
            $"""
            plugins:
              directories: ["{Repository.Built("ScriptedCluster")}"]
              disabled: [kubeadm]
            providers:
              kubeadm:
                directory: "{Clusters}"
                apiServer: "{_server.Url}"
            """);
        _process = ReeveProcess.Start(["serve", "--config", this["reeve.yaml"], "--state-dir", this["s"]]);
        await Eventually.TrueAsync(
            async () => Process.HasExited ? throw new InvalidOperationException(Process.Error) : await answers(this), "the agent answers");
    }
}
