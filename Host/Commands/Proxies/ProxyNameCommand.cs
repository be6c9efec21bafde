using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Names.Routes;
using Reeve.AspNetCore.Names.Wire;
using Reeve.Host.Clusters.Client;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands.Clusters;
using Reeve.Host.Rendering;

namespace Reeve.Host.Commands.Proxies;

/// <summary><c>reeve proxy name</c>.</summary>
internal static class ProxyNameCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var command = new HostCommand("name", "Shows, writes or removes the DNS records of the agent's own name (agent.fqdn).")
        {
            Examples = [("reeve proxy name show", "where it leads"), ("reeve proxy name remove", "before the machine goes for good")],
        };
        command.Add(Make(cli, "show", "Shows the name, and where it leads.", HttpMethod.Get));
        command.Add(Make(cli, "register", "Writes the records now, also after they were removed.", HttpMethod.Put));
        command.Add(Make(cli, "remove", "Removes the records; they stay so until \"reeve proxy name register\".", HttpMethod.Delete));
        return command;
    }

    private static HostCommand Make(Cli cli, string verb, string description, HttpMethod method)
    {
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand(verb, description);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var connection = ClusterAccess.Connect(cli, result);
            var name = await connection.AskAsync<OwnNameDocument>(method, OwnNameRoutes.Prefix, null, cancellationToken);
            if (PodArguments.FormatOf(result, output) is OutputFormat.Table)
            {
                var table = new TextTable("NAME", "PHASE", "ADDRESSES", "PROBLEM");
                table.Add(name.Name ?? "", name.Phase ?? "", string.Join(", ", name.Addresses), name.Problem ?? "");
                table.WriteTo(cli.Out);
            }
            else
            {
                Documents.Write(name, ApiJson.TypeInfo<OwnNameDocument>(), PodArguments.FormatOf(result, output), cli.Out);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
