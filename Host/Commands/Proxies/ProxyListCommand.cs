using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Proxies;

namespace Reeve.Host.Commands.Proxies;

/// <summary><c>reeve proxy list</c>.</summary>
internal static class ProxyListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var output = PodArguments.Output("table", "json", "yaml", "name");
        var command = new HostCommand("list", "Lists proxies.") { Examples = [("reeve proxy list", "which there are, and whether they serve what they should")] };
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = ProxyArguments.Open(cli, result);
            var proxies = await client.ListAsync(cancellationToken);
            Documents.WriteList(
                proxies, static proxy => "proxy/" + proxy.Name, static items => new ProxyListDocument { Items = items }, ApiJson.TypeInfo<ProxyListDocument>(),
                PodArguments.FormatOf(result, output), cli.Out, (items, to) => ProxyTables.WriteProxies(to, items, cli.Time));
            return ExitCodes.Success;
        });
        return command;
    }
}
