using System.CommandLine;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster delete</c>.</summary>
internal static class ClusterDeleteCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ClusterArguments.Name(cli);
        var keepData = new Option<bool>("--keep-data") { Description = "Leave volumes and the database on the machine, where the provisioner can do that." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var command = new HostCommand("delete", "Removes a cluster with its workloads, and every change that it made to the machine.")
        {
            Examples =
            [
                ("reeve cluster delete", "after asking"),
                ("reeve cluster delete --yes --no-wait", "for scripts"),
            ],
        };
        command.Add(name);
        command.Add(keepData);
        command.Add(yes);
        var change = ChangeOptions.AddTo(command);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            change.Check(result);
            using var client = ClusterAccess.Open(cli, result);
            var cluster = await ClusterArguments.ResolveAsync(client, result.GetValue(name), cancellationToken);
            return await change.RunAsync(
                cli,
                result,
                client,
                cluster,
                "delete",
                null,
                async () =>
                {
                    if (!result.GetValue(yes))
                    {
                        await ConfirmAsync(cli, cluster, cancellationToken);
                    }

                    return (await client.DeleteAsync(cluster, result.GetValue(keepData), cancellationToken), "deleted");
                },
                cancellationToken);
        });
        return command;
    }

    private static async Task ConfirmAsync(Cli cli, string cluster, CancellationToken cancellationToken)
    {
        if (!cli.InIsTerminal)
        {
            throw CommandException.Usage("Nobody is there to ask whether to delete it; --yes says that you mean it.");
        }

        await cli.Error.WriteAsync($"Delete cluster {cluster} with all that runs in it? Type its name: ");
        await cli.Error.FlushAsync(cancellationToken);
        using var input = new StreamReader(cli.OpenInput());
        if ((await input.ReadLineAsync(cancellationToken))?.Trim() != cluster)
        {
            throw CommandException.Failed($"That is not its name: cluster {cluster} stays.");
        }
    }
}
