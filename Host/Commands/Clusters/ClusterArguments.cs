using System.CommandLine;
using Reeve.Host.Clusters.Client;
using Reeve.Host.Clusters.Manifests;
using Reeve.Host.CommandLine;
using Reeve.Host.Completion;

namespace Reeve.Host.Commands.Clusters;

/// <summary>Arguments and options that several commands about clusters share. Each call makes a new one.</summary>
internal static class ClusterArguments
{
    // The name that a cluster gets where there is no other and none was given.
    private const string FirstName = "default";

    /// <summary>The cluster.</summary>
    public static Argument<string?> Name(Cli cli)
    {
        var argument = new Argument<string?>("NAME") { Description = "Name of the cluster; not needed where there is one only.", Arity = ArgumentArity.ZeroOrOne };
        argument.CompletionSources.Add(context => ClusterCompletions.Clusters(cli, context));
        PodArguments.RefuseOptions(argument);
        return argument;
    }

    /// <summary>The operation.</summary>
    public static Argument<string> Operation(Cli cli)
    {
        var argument = new Argument<string>("ID") { Description = "Id of the operation." };
        argument.CompletionSources.Add(context => ClusterCompletions.Operations(cli, context));
        PodArguments.RefuseOptions(argument);
        return argument;
    }

    /// <summary>The manifest.</summary>
    public static Option<string?> File() => new("--filename", "-f")
    {
        Description = "Manifest of the cluster, YAML or JSON; - for standard input.",
        HelpName = "FILE",
    };

    /// <summary>The cluster that a command is about: the one that was named, or the only one.</summary>
    /// <exception cref="CommandException">None was named, and there are several.</exception>
    public static async Task<string> ResolveAsync(ClusterClient client, string? name, CancellationToken cancellationToken)
    {
        if (name is not null)
        {
            return name;
        }

        var names = (await client.ListAsync(cancellationToken)).Select(cluster => cluster.Key()).ToList();
        return names.Count switch
        {
            0 => FirstName,
            1 => names[0],
            _ => throw CommandException.Usage($"There are several clusters: {string.Join(", ", names)}; name one."),
        };
    }

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="CommandException">It cannot be read, or something is wrong with it.</exception>
    public static async Task<IReadOnlyList<ClusterManifest>> ReadAsync(Cli cli, string file, CancellationToken cancellationToken)
    {
        var input = await InputText.ReadAsync(cli, file, "the manifest of the cluster", cancellationToken);
        return ClusterManifestReader.Read(input.Text, input.Source);
    }

    /// <summary>Reads a manifest of one cluster.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static async Task<ClusterManifest> ReadOneAsync(Cli cli, string file, CancellationToken cancellationToken) =>
        await ReadAsync(cli, file, cancellationToken) is [var one] ? one : throw CommandException.Usage($"There are several clusters in {file}; only \"reeve cluster apply\" takes them together.");
}
