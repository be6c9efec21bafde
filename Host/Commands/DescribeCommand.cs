using System.CommandLine;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Control;
using Reeve.Host.Rendering;

namespace Reeve.Host.Commands;

/// <summary><c>reeve describe</c>.</summary>
internal static class DescribeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = PodArguments.Pod(cli);
        var space = PodArguments.Namespace();
        var command = new HostCommand("describe", "Shows a pod, its containers and its events for people.")
        {
            Examples = [("reeve describe hello", "why does it not run?")],
        };
        command.Add(name);
        command.Add(space);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var agent = await AgentAccess.ForReadingAsync(cli, result, cancellationToken);
            var key = new PodKey(result.GetRequiredValue(space), result.GetRequiredValue(name));
            var pod = await PodLookup.FindAsync(agent, key, cancellationToken);
            var events = await agent.ListEventsAsync(cancellationToken);
            PodDescription.Write(cli, pod, [.. events.Where(item => item.InvolvedObject.Uid == pod.Metadata.Uid)]);
            return ExitCodes.Success;
        });
        return command;
    }
}
