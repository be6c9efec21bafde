using System.CommandLine;
using Reeve.Host.Agent.Clusters;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;

namespace Reeve.Host.Commands;

/// <summary><c>reeve serve</c>.</summary>
internal static class ServeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var insecure = ClusterApiFlags.InsecureBind();
        var command = new HostCommand("serve", "Looks after clusters and proxies, and serves the API by which they are made, changed and removed.")
        {
            Examples =
            [
                ("reeve serve", "one cluster, by the API on 127.0.0.1:8080"),
                ("reeve serve --config reeve.yaml", "as the sections \"clusters\", \"proxies\" and \"clusterApi\" of the file say"),
                ("curl http://127.0.0.1:8080/api/v1alpha1/cluster", "what the cluster is; http://127.0.0.1:8080/ is a page to try the rest"),
            ],
        };
        command.Add(insecure);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var configuration = GlobalOptions.Load(cli, result, ClusterApiFlags.Values(result, insecure));
            if (configuration is { Clusters.Count: 0, Proxies.Plans.Count: 0, Options.Agent.Fqdn: null })
            {
                // Whoever runs this wants one, without writing a file first.
                configuration = configuration with { Clusters = [new ClusterPlan { Name = configuration.Options.ClusterApi.DefaultCluster }] };
            }

            return await new ServeRun(cli, configuration).RunAsync(cancellationToken);
        });
        return command;
    }
}
