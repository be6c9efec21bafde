using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands.Clusters;

namespace Reeve.Host.Commands;

/// <summary><c>reeve cluster</c>.</summary>
internal static class ClusterCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var command = new HostCommand("cluster", "Makes, changes, upgrades and removes clusters of this machine.")
        {
            Examples =
            [
                ("reeve cluster apply -f cluster.yaml", "make it, or change it, to be as the file says"),
                ("reeve cluster get", "how it is"),
                ("reeve cluster kubeconfig --merge", "use it with kubectl"),
                ("reeve cluster get --server https://node1.example.org --token-file token", "of another machine"),
            ],
        };
        ClusterAccess.AddTo(command);
        ClusterAccess.AddTenantTo(command);
        command.Add(ClusterCreateCommand.Create(cli));
        command.Add(ClusterApplyCommand.Create(cli));
        command.Add(ClusterGetCommand.Create(cli, "get"));
        command.Add(ClusterGetCommand.Create(cli, "show"));
        command.Add(ClusterListCommand.Create(cli));
        command.Add(ClusterUpgradeCommand.Create(cli));
        command.Add(ClusterDeleteCommand.Create(cli));
        command.Add(ClusterReleaseCommand.Create(cli));
        command.Add(ClusterAdoptCommand.Create(cli));
        command.Add(ClusterPlanCommand.Create(cli));
        command.Add(ClusterKubeconfigCommand.Create(cli));
        command.Add(ClusterCertsCommand.Create(cli));
        command.Add(ClusterAuditCommand.Create(cli));
        command.Add(ClusterOperationsCommand.Create(cli));
        return command;
    }
}
