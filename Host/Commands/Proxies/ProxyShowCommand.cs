using System.CommandLine;
using System.Text.Json;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Proxies;

namespace Reeve.Host.Commands.Proxies;

/// <summary><c>reeve proxy show</c>.</summary>
internal static class ProxyShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ProxyArguments.Name(cli);
        var revision = new Option<long?>("--revision") { Description = "An earlier document instead of the current one.", HelpName = "NUMBER" };
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("show", "Shows a proxy: its routes, and how it is.")
        {
            Examples =
            [
                ("reeve proxy show edge", "for people"),
                ("reeve proxy show edge -o yaml", "a document that can be changed and applied"),
                ("reeve proxy show edge --revision 3 -o yaml", "what was served earlier"),
            ],
        };
        command.Add(name);
        command.Add(revision);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = ProxyArguments.Open(cli, result);
            var proxy = await ProxyArguments.ResolveAsync(client, result.GetValue(name), cancellationToken);
            var shown = result.GetValue(revision) is { } number ? await client.RevisionAsync(proxy, number, cancellationToken) : await client.GetAsync(proxy, cancellationToken);
            if (PodArguments.FormatOf(result, output) is OutputFormat.Table)
            {
                ProxyText.Write(cli.Out, shown, cli.Time);
            }
            else
            {
                using var document = JsonDocument.Parse(ShortDocument.Of(shown).ToJsonString());
                Documents.Write(document.RootElement, ConfigurationJsonContext.Default.JsonElement, PodArguments.FormatOf(result, output), cli.Out);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
