using System.CommandLine;
using Reeve.Host.Agent.Nodes;
using Reeve.Host.CommandLine;
using Reeve.Host.Control;

namespace Reeve.Host.Agent;

/// <summary>Finds the agent that a command is about.</summary>
internal static class AgentAccess
{
    /// <summary>The running agent, or what its state directory says, with a word on standard error.</summary>
    public static async Task<IAgent> ForReadingAsync(Cli cli, ParseResult result, CancellationToken cancellationToken)
    {
        var configuration = GlobalOptions.Load(cli, result);
        var directory = StateDirectories.Resolve(configuration.Options, cli);
        var client = new ControlClient(directory);
        if (await client.IsThereAsync(cancellationToken))
        {
            return client;
        }

        client.Dispose();
        if (!Directory.Exists(directory))
        {
            throw CommandException.Failed(AgentAbsent.Sentence(directory));
        }

        await cli.Error.WriteLineAsync($"No agent runs on {directory}: this is what it knew when it ended.");
        var own = StoredAgent.Open(configuration.Options, directory, cli);
        IReadOnlyList<IAgent> nodes = [.. new AgentLayout(directory).Nodes.Select(node => StoredAgent.Open(configuration.Options, node.Root, cli))];
        return nodes.Count == 0 ? own : new NodesAgent(null, [own, .. nodes]);
    }

    /// <summary>The running agent.</summary>
    /// <exception cref="CommandException">None runs.</exception>
    public static async Task<IAgent> ForChangingAsync(Cli cli, ParseResult result, CancellationToken cancellationToken)
    {
        var directory = StateDirectories.Resolve(GlobalOptions.Load(cli, result).Options, cli);
        var client = new ControlClient(directory);
        return await client.IsThereAsync(cancellationToken) ? client : throw CommandException.Failed(AgentAbsent.Sentence(directory));
    }
}
