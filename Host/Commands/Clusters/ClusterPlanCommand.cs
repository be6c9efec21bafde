using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.Clusters.Manifests;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Clusters;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster plan</c>.</summary>
internal static class ClusterPlanCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ClusterArguments.Name(cli);
        var file = ClusterArguments.File();
        var delete = new Option<bool>("--delete") { Description = "What deleting it would do." };
        var renew = new Option<bool>("--renew-certificates") { Description = "What renewing its certificates would do." };
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("plan", "Says what would be done with a cluster, step by step, and does nothing.")
        {
            Examples =
            [
                ("reeve cluster plan -f cluster.yaml", "what apply would do"),
                ("reeve cluster plan --version 1.31.1", "what the upgrade would do"),
                ("reeve cluster plan --delete", "what delete would do"),
            ],
        };
        command.Add(name);
        command.Add(file);
        var flags = SpecFlags.AddTo(cli, command);
        command.Add(delete);
        command.Add(renew);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var verb = (result.GetValue(delete), result.GetValue(renew)) switch
            {
                (true, true) => throw CommandException.Usage("--delete and --renew-certificates exclude each other."),
                (true, _) => "delete",
                (_, true) => "renewCertificates",
                _ => null,
            };
            var manifest = result.GetValue(file) is { } path ? await ClusterArguments.ReadOneAsync(cli, path, cancellationToken) : null;
            var spec = flags.Over(result, manifest?.Spec ?? new SpecDocument());
            Check(verb, manifest, spec);
            using var client = ClusterAccess.Open(cli, result);
            var cluster = await ClusterArguments.ResolveAsync(client, result.GetValue(name) ?? manifest?.Name, cancellationToken);
            var plan = await client.PlanAsync(cluster, verb, verb is null ? spec : null, cancellationToken);
            if (PodArguments.FormatOf(result, output) is OutputFormat.Table)
            {
                PlanText.Write(cli.Out, plan);
            }
            else
            {
                Documents.Write(plan, ApiJson.TypeInfo<PlanDocument>(), PodArguments.FormatOf(result, output), cli.Out);
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static void Check(string? verb, ClusterManifest? manifest, SpecDocument spec)
    {
        if (verb is null && spec == new SpecDocument())
        {
            throw CommandException.Usage("Say what is wanted: a manifest with -f, settings such as --version, or --delete.");
        }

        if (verb is not null && (manifest is not null || spec != new SpecDocument()))
        {
            throw CommandException.Usage("--delete and --renew-certificates take no manifest and no settings.");
        }
    }
}
