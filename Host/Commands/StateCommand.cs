using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Overview;
using Reeve.Host.Clusters.Client;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands.Clusters;
using Reeve.Host.Rendering;

namespace Reeve.Host.Commands;

/// <summary><c>reeve state</c>.</summary>
internal static class StateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var output = PodArguments.Output("yaml", "json");
        var command = new HostCommand("state", "Shows everything that an agent looks after: clusters, flavors, proxies with their routes. Without secrets.")
        {
            Examples = [("reeve state -o json > agent1.json", "enough to know again what was lost"), ("reeve state --server https://node1.example.org --token-file token", "of another machine")],
        };
        ClusterAccess.AddTo(command);
        ClusterAccess.AddTenantTo(command);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var connection = ClusterAccess.Connect(cli, result);
            var query = result.GetValue(ClusterAccess.Tenant) is { } tenant ? $"?tenant={Uri.EscapeDataString(tenant)}" : "";
            var state = await connection.AskAsync<StateDocument>(HttpMethod.Get, StateRoutes.Path + query, null, cancellationToken);
            Documents.Write(state, ApiJson.TypeInfo<StateDocument>(), PodArguments.FormatOf(result, output), cli.Out);
            return ExitCodes.Success;
        });
        return command;
    }
}
