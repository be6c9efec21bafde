using System.CommandLine;
using System.Globalization;
using Reeve.AspNetCore.Flavors.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Flavors;
using Reeve.Host.Flavors.Client;

namespace Reeve.Host.Commands.Flavors;

/// <summary><c>reeve flavors create</c> and <c>reeve flavors set</c>.</summary>
internal static class FlavorWriteCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="called">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="done">What is said when it is done.</param>
    /// <param name="write">Does it.</param>
    public static Command Create(
        Cli cli, string called, string description, string done, Func<FlavorClient, string, FlavorDocument, CancellationToken, Task<FlavorDocument>> write)
    {
        var name = FlavorArguments.Name(cli);
        var file = new Option<string>("--filename", "-f") { Description = "Manifest of the flavor, YAML or JSON; - for standard input.", HelpName = "FILE", Required = true };
        var command = new HostCommand(called, description) { Examples = [($"reeve flavors {called} mine -f mine.yaml", "as the file says")] };
        command.Add(name);
        command.Add(file);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var flavor = await ReadAsync(cli, result.GetRequiredValue(file), cancellationToken);
            using var client = FlavorClient.Open(cli, result);
            var written = await write(client, result.GetRequiredValue(name), flavor, cancellationToken);
            await cli.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"flavor/{written.Name} {done}, revision {written.Revision}").AsMemory(), cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task<FlavorDocument> ReadAsync(Cli cli, string file, CancellationToken cancellationToken)
    {
        if (file == "-")
        {
            using var input = new StreamReader(cli.OpenInput());
            return FlavorManifests.Read(await input.ReadToEndAsync(cancellationToken), "standard input");
        }

        return File.Exists(file)
            ? FlavorManifests.Read(await File.ReadAllTextAsync(file, cancellationToken), file)
            : throw CommandException.Usage($"There is no file {file}; name the manifest of the flavor.");
    }
}
