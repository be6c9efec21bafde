using System.CommandLine;
using Reeve.Host.Clusters.Kubeconfigs;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster release</c>.</summary>
internal static class ClusterReleaseCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ClusterArguments.Name(cli);
        var output = new Option<string>("--output", "-o")
        {
            Description = "Write what the other agent needs to this file, readable by you alone. It is a secret.", HelpName = "FILE", Required = true,
        };
        var command = new HostCommand("release", "Gives a cluster up for another agent, which takes it over with \"reeve cluster adopt\". Its machines and what runs on them are left alone.")
        {
            Examples =
            [
                ("reeve cluster release web -o web.handover", "then, on the other agent: reeve cluster adopt web.handover"),
                ("reeve cluster release web -o web.handover", "once more, if the file was lost"),
            ],
        };
        command.Add(name);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = ClusterAccess.Open(cli, result);
            var cluster = await ClusterArguments.ResolveAsync(client, result.GetValue(name), cancellationToken);
            if (await client.ReleaseAsync(cluster, cancellationToken) is { } operation
                && await new OperationFollower(cli, client).FollowAsync(cluster, operation, null, cancellationToken) is not ExitCodes.Success and var code)
            {
                return code;
            }

            var file = result.GetValue(output)!;
            KubeconfigFile.Write(file, await client.HandoverAsync(cluster, cancellationToken));
            await cli.Out.WriteLineAsync($"cluster {cluster} released");
            await cli.Error.WriteLineAsync($"What the other agent needs is in {file}. It is a secret: delete it once the cluster is adopted, and the cluster here with \"reeve cluster delete {cluster}\".");
            return ExitCodes.Success;
        });
        return command;
    }
}
