using System.CommandLine;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Control;
using Reeve.Runtime.Pods;

namespace Reeve.Host.Commands;

/// <summary><c>reeve delete</c>.</summary>
internal static class DeleteCommand
{
    // The agent takes a limited number of connections, and others want some too.
    private const int Connections = 32;

    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var names = PodArguments.Pods(cli, "Names of the pods.");
        var space = PodArguments.Namespace();
        var all = new Option<bool>("--all") { Description = "All pods of the namespace." };
        var everywhere = PodArguments.AllNamespaces();
        var grace = new Option<int?>("--grace-period")
        {
            Description = "Seconds that the pods may take to stop, instead of their own; 1 or more, 0 with --force.",
            HelpName = "SECONDS",
        };
        var force = new Option<bool>("--force") { Description = "Kill at once, without a signal first." };
        var wait = new Option<bool>("--wait") { Description = "Return when the pods are gone.", DefaultValueFactory = _ => true };
        var command = new HostCommand("delete", "Stops pods and forgets them.")
        {
            Examples =
            [
                ("reeve delete hello", "stop it within its own grace period"),
                ("reeve delete hello --grace-period 5", "within five seconds"),
                ("reeve delete --all --force", "kill everything of namespace default"),
            ],
        };
        command.Add(names);
        command.Add(space);
        command.Add(all);
        command.Add(everywhere);
        command.Add(grace);
        command.Add(force);
        command.Add(wait);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var chosen = result.GetValue(names) ?? [];
            if (result.GetValue(all) == (chosen.Length > 0))
            {
                throw CommandException.Usage("Give the names of pods, or --all for all of the namespace.");
            }

            if (result.GetValue(everywhere) && !result.GetValue(all))
            {
                throw CommandException.Usage("--all-namespaces goes with --all.");
            }

            var period = GracePeriod(result.GetValue(grace), result.GetValue(force));
            var agent = await AgentAccess.ForChangingAsync(cli, result, cancellationToken);
            var pods = await agent.ListPodsAsync(cancellationToken);
            var wanted = result.GetRequiredValue(space);
            var keys = result.GetValue(all)
                ? [.. pods.Select(PodLookup.KeyOf).Where(key => key.Namespace == wanted || result.GetValue(everywhere))]
                : chosen.Select(name => PodLookup.KeyOf(PodLookup.Find(pods, new PodKey(wanted, name)))).ToList();
            var patient = result.GetValue(wait);
            var directory = StateDirectories.Resolve(GlobalOptions.Load(cli, result).Options, cli);

            // All begin before one is waited for, so that they end side by side.
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(keys, parallel, async (key, token) => await agent.DeletePodAsync(key, period, wait: false, token));
            await Parallel.ForEachAsync(keys, parallel, async (key, token) =>
            {
                if (patient)
                {
                    await WaitAsync(agent, directory, key, period, token);
                }

                await cli.Out.WriteLineAsync($"pod/{key.Name} {(patient ? "deleted" : "is being deleted")}");
            });
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task WaitAsync(IAgent agent, string directory, PodKey key, TimeSpan? period, CancellationToken cancellationToken)
    {
        try
        {
            await agent.DeletePodAsync(key, period, wait: true, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound)
        {
            // It is gone already.
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.Transient && StoredPods.Read(directory).Find(key.Namespace, key.Name) is null)
        {
            // It is gone, and so is the agent, which ran until its pods were done.
        }
    }

    private static TimeSpan? GracePeriod(int? seconds, bool force) => (seconds, force) switch
    {
        ( < 0, _) => throw CommandException.Usage("--grace-period takes a number of seconds, 0 or more."),
        (0, false) => throw CommandException.Usage("--grace-period 0 kills at once; add --force if that is meant."),
        ( > 0, true) => throw CommandException.Usage("--force kills at once; leave out --grace-period."),
        (_, true) => TimeSpan.Zero,
        ({ } given, _) => TimeSpan.FromSeconds(given),
        _ => null,
    };
}
