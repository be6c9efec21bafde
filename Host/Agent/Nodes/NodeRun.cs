using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Diagnostics;
using Reeve.Host.Service;

namespace Reeve.Host.Agent.Nodes;

/// <summary>One run of an agent that is one or several nodes, from its start to its end.</summary>
internal sealed class NodeRun(Cli cli, LoadedConfiguration configuration)
{
    private readonly List<NodeHost> _ready = [];

    /// <summary>Runs the agent until a signal.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var process = new AgentProcess(cli, configuration, cancellationToken);
        await using var host = new NodeAgentHost(cli, configuration, process.Loggers);
        if (!await process.StartAsync(host.StartAsync))
        {
            return ExitCodes.Success;
        }

        var ready = process.Service.ReadyAsync($"Waiting for the cluster of {Names(host.Nodes)}", host.Answering);

        // Said when it is true: until then the log says what is waited for.
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, process.Starting);
        var telling = Task.WhenAll(host.Nodes.Select(node => TellAsync(node, process.Service, ready, watching.Token)));
        var first = await Task.WhenAny(process.Signals.Asked, host.Broken);
        await watching.CancelAsync();
        await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ready;
        if (first == host.Broken)
        {
            throw await host.Broken;
        }

        await Task.WhenAll(host.Nodes.Select(node => node.EndAsync(CancellationToken.None)));
        return ExitCodes.Success;
    }

    private static string Names(IEnumerable<NodeHost> nodes) => string.Join(", ", nodes.Select(static node => $"node {node.Name}"));

    private async Task TellAsync(NodeHost node, ServiceManager service, Task ready, CancellationToken cancellationToken)
    {
        await Task.WhenAll(node.Controller.Ready, ready).WaitAsync(cancellationToken);
        lock (_ready)
        {
            _ready.Add(node);
            service.Status($"In its cluster: {Names(_ready)}");
        }

        StartupTrace.Mark($"{node.Name}: ready");
        await cli.Error.WriteLineAsync($"Node {node.Name} is ready in the cluster at {node.Cluster}.".AsMemory(), cancellationToken);
    }
}
