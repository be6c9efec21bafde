using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Clusters;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster certs</c>.</summary>
internal static class ClusterCertsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ClusterArguments.Name(cli);
        var renew = new Option<bool>("--renew") { Description = "Renew them now." };
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("certs", "Shows when the certificates of a cluster end, or renews them.")
        {
            Examples =
            [
                ("reeve cluster certs", "how many days each has left"),
                ("reeve cluster certs --renew", "kubeconfigs from before end with the old ones"),
            ],
        };
        command.Add(name);
        command.Add(renew);
        command.Add(output);
        var wait = WaitOptions.AddTo(command);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            wait.Check(result);
            using var client = ClusterAccess.Open(cli, result);
            var cluster = await ClusterArguments.ResolveAsync(client, result.GetValue(name), cancellationToken);
            if (result.GetValue(renew))
            {
                return await wait.FollowAsync(cli, result, client, cluster, await client.RenewCertificatesAsync(cluster, cancellationToken), "has new certificates", cancellationToken);
            }

            var certificates = await client.CertificatesAsync(cluster, cancellationToken);
            if (PodArguments.FormatOf(result, output) is OutputFormat.Table)
            {
                CertificateTable.Write(cli.Out, certificates);
            }
            else
            {
                Documents.Write(new CertificatesDocument { Certificates = [.. certificates] }, ApiJson.TypeInfo<CertificatesDocument>(), PodArguments.FormatOf(result, output), cli.Out);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
