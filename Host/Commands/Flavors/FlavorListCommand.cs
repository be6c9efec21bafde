using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Flavors.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Flavors.Client;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Flavors;

namespace Reeve.Host.Commands.Flavors;

/// <summary><c>reeve flavors list</c>.</summary>
internal static class FlavorListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var output = PodArguments.Output("table", "json", "yaml", "name");
        var command = new HostCommand("list", "Lists flavors.") { Examples = [("reeve flavors list --tenant t", "those that all tenants share, and the tenant's own")] };
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = FlavorClient.Open(cli, result);
            var flavors = await client.ListAsync(cancellationToken);
            Documents.WriteList(
                flavors, static flavor => "flavor/" + flavor.Name, static items => new FlavorListDocument { Items = items }, ApiJson.TypeInfo<FlavorListDocument>(),
                PodArguments.FormatOf(result, output), cli.Out, static (items, to) => FlavorTables.WriteFlavors(to, items));
            return ExitCodes.Success;
        });
        return command;
    }
}
