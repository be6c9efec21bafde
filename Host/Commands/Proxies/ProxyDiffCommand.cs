using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Proxies;

namespace Reeve.Host.Commands.Proxies;

/// <summary><c>reeve proxy diff</c>.</summary>
internal static class ProxyDiffCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ProxyArguments.Name(cli);
        var file = ProxyArguments.File();
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("diff", "Says what a document would change, and changes nothing.")
        {
            Examples = [("reeve proxy diff edge -f edge.yaml", "a line for each object or field: +, - or ~")],
        };
        command.Add(name);
        command.Add(file);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var (spec, _) = await ProxyArguments.ReadAsync(cli, result.GetRequiredValue(file), cancellationToken);
            using var client = ProxyArguments.Open(cli, result);
            var proxy = await ProxyArguments.ResolveAsync(client, result.GetValue(name), cancellationToken);
            var changes = await client.DiffAsync(proxy, spec, cancellationToken);
            if (PodArguments.FormatOf(result, output) is OutputFormat.Table)
            {
                ProxyTables.WriteChanges(cli.Out, changes);
            }
            else
            {
                Documents.Write(changes, ApiJson.TypeInfo<ProxyDiffDocument>(), PodArguments.FormatOf(result, output), cli.Out);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
