using System.CommandLine;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Clusters.Client;
using Reeve.Host.Clusters.Manifests;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster apply</c>.</summary>
internal static class ClusterApplyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var file = ClusterArguments.File();
        file.Required = true;
        var command = new HostCommand("apply", "Makes clusters, or changes or upgrades them, to be as a manifest says.")
        {
            Examples =
            [
                ("reeve cluster apply -f cluster.yaml", "it is made, changed, upgraded, or as the file says already"),
                ("reeve cluster get -o yaml | reeve cluster apply -f -", "nothing changes: the status is ignored"),
            ],
        };
        command.Add(file);
        var change = ChangeOptions.AddTo(command);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            change.Check(result);
            var manifests = await ClusterArguments.ReadAsync(cli, result.GetRequiredValue(file)!, cancellationToken);
            using var client = ClusterAccess.Open(cli, result);
            foreach (var manifest in manifests)
            {
                var name = await ClusterArguments.ResolveAsync(client, manifest.Name, cancellationToken);
                var exitCode = await change.RunAsync(
                    cli, result, client, name, null, manifest.Spec, () => ApplyAsync(client, name, manifest, cancellationToken), cancellationToken);
                if (exitCode != ExitCodes.Success)
                {
                    return exitCode;
                }
            }

            return ExitCodes.Success;
        });
        return command;
    }

    // Whether there is one is the agent's to say: it may come or go between a question and its answer.
    private static async Task<(string? Operation, string Done)> ApplyAsync(ClusterClient client, string name, ClusterManifest manifest, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.CreateAsync(name, manifest.Spec, cancellationToken), "created");
        }
        catch (ApiException exception) when (exception.Code == RpcCode.AlreadyExists)
        {
            return (await client.ReplaceAsync(name, manifest.Spec, cancellationToken), "changed");
        }
    }
}
