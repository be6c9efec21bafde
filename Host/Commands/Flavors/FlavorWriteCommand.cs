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
            var input = await InputText.ReadAsync(cli, result.GetRequiredValue(file), "the manifest of the flavor", cancellationToken);
            var flavor = FlavorManifests.Read(input.Text, input.Source);
            using var client = FlavorClient.Open(cli, result);
            var written = await write(client, result.GetRequiredValue(name), flavor, cancellationToken);
            await cli.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"flavor/{written.Name} {done}, revision {written.Revision}").AsMemory(), cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }
}
