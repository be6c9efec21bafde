using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster create</c>.</summary>
internal static class ClusterCreateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ClusterArguments.Name(cli);
        var file = ClusterArguments.File();
        var command = new HostCommand("create", "Makes a cluster.")
        {
            Examples =
            [
                ("reeve cluster create -f cluster.yaml", "as the file says"),
                ("reeve cluster create --version 1.30.2 --pod-subnet 10.244.0.0/16 --service-subnet 10.96.0.0/12 --cni flannel --cni-version v0.25.5", "without a file"),
                ("reeve cluster create one --flavor x1.small --tenant t", "for a tenant, as a flavor says"),
                ("reeve cluster create -f cluster.yaml --dry-run", "what would be done"),
            ],
        };
        command.Add(name);
        command.Add(file);
        var flags = SpecFlags.AddTo(cli, command);
        var change = ChangeOptions.AddTo(command);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            change.Check(result);
            var manifest = result.GetValue(file) is { } path ? await ClusterArguments.ReadOneAsync(cli, path, cancellationToken) : null;
            var spec = flags.Over(result, manifest?.Spec ?? new SpecDocument());
            using var client = ClusterAccess.Open(cli, result);
            var cluster = await ClusterArguments.ResolveAsync(client, result.GetValue(name) ?? manifest?.Name, cancellationToken);
            return await change.RunAsync(
                cli, result, client, cluster, "create", spec, async () => (await client.CreateAsync(cluster, spec, cancellationToken), "created"), cancellationToken);
        });
        return command;
    }
}
