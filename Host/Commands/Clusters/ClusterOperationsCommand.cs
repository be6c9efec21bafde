using System.CommandLine;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.Clusters.Client;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Clusters;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster operations</c>.</summary>
internal static class ClusterOperationsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var command = new HostCommand("operations", "Shows what is and was done with clusters, step by step, and takes it back.");
        command.Add(CreateList(cli));
        command.Add(CreateShow(cli));
        command.Add(CreateWatch(cli));
        command.Add(CreateDecision(cli, "cancel", "Takes an operation back: everything is as before in the end.", "it is taken back"));
        command.Add(CreateDecision(cli, "retry", "Lets an operation that is stuck try again.", "it goes on"));
        command.Add(CreateDecision(cli, "abandon", "Gives up an operation that is stuck: what is half done stays.", "it is given up"));
        return command;
    }

    private static HostCommand CreateList(Cli cli)
    {
        var name = ClusterArguments.Name(cli);
        var output = PodArguments.Output("table", "json", "yaml", "name");
        var command = new HostCommand("list", "Lists the operations on a cluster, the latest first.") { Examples = [("reeve cluster operations list", "which of them failed, and why")] };
        command.Add(name);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = ClusterAccess.Open(cli, result);
            var operations = await client.OperationsAsync(await ClusterArguments.ResolveAsync(client, result.GetValue(name), cancellationToken), cancellationToken);
            Documents.WriteList(
                operations, static operation => operation.Id ?? "", static items => new OperationListDocument { Items = [.. items] }, ApiJson.TypeInfo<OperationListDocument>(),
                PodArguments.FormatOf(result, output), cli.Out, (items, _) => OperationTable.Write(cli, items));
            return ExitCodes.Success;
        });
        return command;
    }

    private static HostCommand CreateShow(Cli cli)
    {
        var id = ClusterArguments.Operation(cli);
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("show", "Shows an operation: its steps, the commands that they ran, and what those wrote.")
        {
            Examples = [("reeve cluster operations show ID", "why it failed")],
        };
        command.Add(id);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = ClusterAccess.Open(cli, result);
            var operation = await FindAsync(client, result.GetRequiredValue(id), cancellationToken);
            if (PodArguments.FormatOf(result, output) is OutputFormat.Table)
            {
                OperationText.Write(cli, operation);
            }
            else
            {
                Documents.Write(operation, ApiJson.TypeInfo<OperationDocument>(), PodArguments.FormatOf(result, output), cli.Out);
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static HostCommand CreateWatch(Cli cli)
    {
        var id = ClusterArguments.Operation(cli);
        var timeout = new Option<string?>("--timeout") { Description = "Wait no longer than this, e.g. 10m.", HelpName = "DURATION" };
        var command = new HostCommand("watch", "Shows how an operation goes until it has ended. Its exit code says how.") { Examples = [("reeve cluster operations watch ID", "Ctrl-C ends the watching alone")] };
        command.Add(id);
        command.Add(timeout);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var patience = WaitOptions.Duration(result.GetValue(timeout));
            using var client = ClusterAccess.Open(cli, result);
            var operation = await FindAsync(client, result.GetRequiredValue(id), cancellationToken);
            return await new OperationFollower(cli, client).FollowAsync(operation.Cluster!, operation.Id!, patience, cancellationToken);
        });
        return command;
    }

    private static HostCommand CreateDecision(Cli cli, string verb, string description, string outcome)
    {
        var id = ClusterArguments.Operation(cli);
        var command = new HostCommand(verb, description);
        command.Add(id);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = ClusterAccess.Open(cli, result);
            var operation = await FindAsync(client, result.GetRequiredValue(id), cancellationToken);
            await client.DecideAsync(operation.Cluster!, operation.Id!, verb, cancellationToken);
            await cli.Out.WriteLineAsync($"operation {operation.Id}: {outcome}");
            return ExitCodes.Success;
        });
        return command;
    }

    // Ids are unique among all clusters of an agent, which are few.
    private static async Task<OperationDocument> FindAsync(ClusterClient client, string id, CancellationToken cancellationToken)
    {
        foreach (var cluster in await client.ListAsync(cancellationToken))
        {
            try
            {
                return await client.OperationAsync(cluster.Metadata!.Name!, id, cancellationToken);
            }
            catch (ApiException exception) when (exception.Code == RpcCode.NotFound)
            {
                continue;
            }
        }

        throw CommandException.Failed($"There is no operation {id}; \"reeve cluster operations list\" shows those that are remembered.");
    }
}
