using System.CommandLine;
using Reeve.Host.Clusters.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Proxies.Wire;
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
            switch (PodArguments.FormatOf(result, output))
            {
                case OutputFormat.Name:
                    proxies.ToList().ForEach(proxy => cli.Out.WriteLine("proxy/" + proxy.Name));
                    break;
                case OutputFormat.Table:
                    ProxyTables.WriteProxies(cli.Out, proxies, cli.Time);
                    break;
                case var format:
                    Documents.Write(new ProxyListDocument { Items = proxies }, ApiJson.TypeInfo<ProxyListDocument>(), format, cli.Out);
                    break;
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
