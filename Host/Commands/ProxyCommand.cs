using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands.Clusters;
using Reeve.Host.Commands.Proxies;

namespace Reeve.Host.Commands;

/// <summary><c>reeve proxy</c>.</summary>
internal static class ProxyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var command = new HostCommand("proxy", "Shows and changes what the proxies of an agent serve.")
        {
            Examples =
            [
                ("reeve proxy add edge --listen :8080 --path /shop --to http://10.0.0.1:8080", "one route more, at once"),
                ("reeve proxy show edge -o yaml > edge.yaml", "what is served, as a document"),
                ("reeve proxy diff -f edge.yaml", "what a changed document would change"),
                ("reeve proxy apply -f edge.yaml", "serve it"),
                ("reeve proxy rollback edge", "serve what was served before"),
                ("reeve proxy list --server https://node1.example.org --token-file token", "of another machine"),
            ],
        };
        ClusterAccess.AddTo(command);
        command.Add(ProxyListCommand.Create(cli));
        command.Add(ProxyShowCommand.Create(cli));
        command.Add(ProxyAddCommand.Create(cli));
        command.Add(ProxyRemoveCommand.Create(cli));
        command.Add(ProxyApplyCommand.Create(cli));
        command.Add(ProxyPatchCommand.Create(cli));
        command.Add(ProxyDiffCommand.Create(cli));
        command.Add(ProxyRollbackCommand.Create(cli));
        command.Add(ProxyRevisionsCommand.Create(cli));
        command.Add(ProxyCertificatesCommand.Create(cli));
        command.Add(ProxyNameCommand.Create(cli));
        return command;
    }
}
