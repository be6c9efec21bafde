using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster upgrade</c>.</summary>
internal static class ClusterUpgradeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ClusterArguments.Name(cli);
        var command = new HostCommand("upgrade", "Takes a cluster to a later patch of its release, or to a patch of the next one. Workloads stop meanwhile.")
        {
            Examples =
            [
                ("reeve cluster upgrade --version 1.31.1", "everything else stays as it is"),
                ("reeve cluster upgrade --version 1.31.1 --dry-run", "what would be done"),
            ],
        };
        command.Add(name);
        var flags = SpecFlags.AddUpgradeTo(command);
        var change = ChangeOptions.AddTo(command);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            change.Check(result);
            var spec = flags.Over(result, new SpecDocument());
            if (spec.Version is null)
            {
                throw CommandException.Usage("Say to which version, such as --version 1.31.1.");
            }

            using var client = ClusterAccess.Open(cli, result);
            var cluster = await ClusterArguments.ResolveAsync(client, result.GetValue(name), cancellationToken);
            return await change.RunAsync(
                cli, result, client, cluster, "replace", spec, async () => (await client.ReplaceAsync(cluster, spec, cancellationToken), $"upgraded to {spec.Version}"), cancellationToken);
        });
        return command;
    }
}
