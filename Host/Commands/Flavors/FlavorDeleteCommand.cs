using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Flavors.Client;

namespace Reeve.Host.Commands.Flavors;

/// <summary><c>reeve flavors delete</c>.</summary>
internal static class FlavorDeleteCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = FlavorArguments.Name(cli);
        var command = new HostCommand("delete", "Removes a flavor that no cluster is made from.") { Examples = [("reeve flavors delete mine", "with all its revisions")] };
        command.Add(name);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = FlavorClient.Open(cli, result);
            var flavor = result.GetRequiredValue(name);
            await client.DeleteAsync(flavor, cancellationToken);
            await cli.Out.WriteLineAsync($"flavor/{flavor} deleted".AsMemory(), cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }
}
