using System.CommandLine.Completions;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Clusters.Client;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands.Clusters;
using Reeve.Host.Flavors.Client;
using Reeve.Host.Proxies.Client;

namespace Reeve.Host.Completion;

/// <summary>Names of clusters, flavors and proxies and ids of operations for the shell, from the agent that the command line names.</summary>
internal static class ClusterCompletions
{
    // A shell that hangs is worse than one that suggests nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Names of clusters.</summary>
    public static IEnumerable<CompletionItem> Clusters(Cli cli, CompletionContext context) => Ask(cli, context, NamesAsync);

    /// <summary>Ids of operations, the latest first.</summary>
    public static IEnumerable<CompletionItem> Operations(Cli cli, CompletionContext context) => Ask(cli, context, async (client, cancellationToken) =>
    {
        var ids = new List<string>();
        foreach (var name in await NamesAsync(client, cancellationToken))
        {
            ids.AddRange((await client.OperationsAsync(name, cancellationToken)).Select(operation => operation.Id!));
        }

        return ids;
    });

    /// <summary>Names of proxies.</summary>
    public static IEnumerable<CompletionItem> Proxies(Cli cli, CompletionContext context) => Ask(
        () => new ProxyClient(ClusterAccess.Connect(cli, context.ParseResult)),
        async (client, cancellationToken) => [.. (await client.ListAsync(cancellationToken)).Select(static proxy => proxy.Name ?? "")],
        cli);

    /// <summary>Names of flavors.</summary>
    public static IEnumerable<CompletionItem> Flavors(Cli cli, CompletionContext context) => Ask(
        () => FlavorClient.Open(cli, context.ParseResult),
        async (client, cancellationToken) => [.. (await client.ListAsync(cancellationToken)).Select(static flavor => flavor.Name ?? "").Distinct()],
        cli);

    private static async Task<List<string>> NamesAsync(ClusterClient client, CancellationToken cancellationToken) =>
        [.. (await client.ListAsync(cancellationToken)).Select(cluster => cluster.Key())];

    private static IEnumerable<CompletionItem> Ask(Cli cli, CompletionContext context, Func<ClusterClient, CancellationToken, Task<List<string>>> ask) =>
        Ask(() => ClusterAccess.Open(cli, context.ParseResult), ask, cli);

    private static IEnumerable<CompletionItem> Ask<T>(Func<T> open, Func<T, CancellationToken, Task<List<string>>> ask, Cli cli)
        where T : IDisposable
    {
        using var deadline = new CancellationTokenSource(Patience, cli.Time);
        try
        {
            using var client = open();
            return [.. Task.Run(() => ask(client, deadline.Token)).GetAwaiter().GetResult().Select(text => new CompletionItem(text))];
        }
        catch (Exception exception) when (exception
            is ProviderException or ApiException or OperationCanceledException or IOException or CommandException or Configuration.ConfigurationException)
        {
            return []; // no agent, nothing to suggest; an error text would end up in the user's command line
        }
    }
}
