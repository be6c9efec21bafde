using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Proxies;

namespace Reeve.Host.Commands.Proxies;

/// <summary><c>reeve proxy revisions</c>.</summary>
internal static class ProxyRevisionsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ProxyArguments.Name(cli);
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("revisions", "Lists the documents that were applied, the newest first.")
        {
            Examples = [("reeve proxy revisions edge", "when, and by whom"), ("reeve proxy show edge --revision 3 -o yaml", "one of them")],
        };
        command.Add(name);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = ProxyArguments.Open(cli, result);
            var revisions = await client.RevisionsAsync(await ProxyArguments.ResolveAsync(client, result.GetValue(name), cancellationToken), cancellationToken);
            if (PodArguments.FormatOf(result, output) is OutputFormat.Table)
            {
                ProxyTables.WriteRevisions(cli.Out, revisions, cli.Time);
            }
            else
            {
                Documents.Write(new ProxyRevisionsDocument { Items = revisions }, ApiJson.TypeInfo<ProxyRevisionsDocument>(), PodArguments.FormatOf(result, output), cli.Out);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
