using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands.Clusters;
using Reeve.Host.Commands.Flavors;

namespace Reeve.Host.Commands;

/// <summary><c>reeve flavors</c>.</summary>
internal static class FlavorsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var command = new HostCommand("flavors", "Shows and changes the flavors that clusters are made from.")
        {
            Examples =
            [
                ("reeve flavors list", "which there are"),
                ("reeve flavors show x1.small -o yaml > small.yaml", "what one says"),
                ("reeve flavors set x1.small -f small.yaml", "a new revision; clusters that are there stay as they are"),
                ("reeve flavors create mine -f mine.yaml --tenant t", "one of a tenant's own"),
                ("reeve cluster create one --flavor mine --tenant t", "a cluster as it says"),
            ],
        };
        ClusterAccess.AddTo(command);
        ClusterAccess.AddTenantTo(command);
        command.Add(FlavorListCommand.Create(cli));
        command.Add(FlavorShowCommand.Create(cli));
        command.Add(FlavorWriteCommand.Create(cli, "create", "Makes a flavor.", "made", static (client, name, flavor, cancellationToken) => client.CreateAsync(name, flavor, cancellationToken)));
        command.Add(FlavorWriteCommand.Create(
            cli, "set", "Adds a revision to a flavor, which new clusters are made from.", "set", static (client, name, flavor, cancellationToken) => client.ReviseAsync(name, flavor, cancellationToken)));
        command.Add(FlavorDeleteCommand.Create(cli));
        return command;
    }
}
