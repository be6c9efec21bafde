using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Flavors.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Flavors.Client;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Flavors;

namespace Reeve.Host.Commands.Flavors;

/// <summary><c>reeve flavors show</c>.</summary>
internal static class FlavorShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = FlavorArguments.Name(cli);
        var output = PodArguments.Output("table", "json", "yaml");
        var revision = new Option<int>("--revision") { Description = "Revision to show; by default the newest.", HelpName = "NUMBER" };
        var command = new HostCommand("show", "Shows a flavor: its revisions, or what one says.")
        {
            Examples = [("reeve flavors show x1.small", "its revisions"), ("reeve flavors show x1.small --revision 1 -o yaml", "what one said, as a manifest")],
        };
        command.Add(name);
        command.Add(revision);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var number = result.GetValue(revision);
            if (number < 0)
            {
                throw CommandException.Usage("--revision takes a number from 1 on.");
            }

            using var client = FlavorClient.Open(cli, result);
            var flavor = await client.GetAsync(result.GetRequiredValue(name), number, cancellationToken);
            switch (PodArguments.FormatOf(result, output))
            {
                case OutputFormat.Table:
                    FlavorTables.WriteRevisions(cli.Out, flavor);
                    break;
                case OutputFormat.Yaml:
                    Documents.Write(flavor with { Revisions = null }, ApiJson.TypeInfo<FlavorDocument>(), OutputFormat.Yaml, cli.Out);
                    break;
                case var format:
                    Documents.Write(flavor, ApiJson.TypeInfo<FlavorDocument>(), format, cli.Out);
                    break;
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
