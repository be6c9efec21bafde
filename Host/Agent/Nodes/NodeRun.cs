using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Diagnostics;
using Reeve.Host.Logging;
using Reeve.Host.Memory;

namespace Reeve.Host.Agent.Nodes;

/// <summary>One run of an agent that is one or several nodes, from its start to its end.</summary>
internal sealed class NodeRun(Cli cli, LoadedConfiguration configuration)
{
    /// <summary>Runs the agent until a signal.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var loggers = HostLogging.Create(cli, configuration.Options.Logging);
        using var signals = new StopSignals();
        using var trim = IdleTrim.Start(cli.Time);
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stopStarting = signals.Token.Register(starting.Cancel);
        await using var host = new NodeAgentHost(cli, configuration, loggers);
        host.Open();
        try
        {
            await host.StartAsync(starting.Token);
        }
        catch (OperationCanceledException) when (signals.Asked.IsCompleted)
        {
            return ExitCodes.Success;
        }

        // Said when it is true: until then the log says what is waited for.
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, starting.Token);
        var telling = Task.WhenAll(host.Nodes.Select(node => TellAsync(node, watching.Token)));
        var first = await Task.WhenAny(signals.Asked, host.Broken);
        await watching.CancelAsync();
        await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (first == host.Broken)
        {
            throw await host.Broken;
        }

        await Task.WhenAll(host.Nodes.Select(node => node.EndAsync(CancellationToken.None)));
        return ExitCodes.Success;
    }

    private async Task TellAsync(NodeHost node, CancellationToken cancellationToken)
    {
        await node.Controller.Ready.WaitAsync(cancellationToken);
        StartupTrace.Mark($"{node.Name}: ready");
        await cli.Error.WriteLineAsync($"Node {node.Name} is ready in the cluster at {node.Cluster}.".AsMemory(), cancellationToken);
    }
}
