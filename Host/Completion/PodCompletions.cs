using System.CommandLine.Completions;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Control;
using Reeve.Kubernetes;

namespace Reeve.Host.Completion;

/// <summary>Names of pods and containers for the shell, from the running agent.</summary>
internal static class PodCompletions
{
    // A shell that hangs is worse than one that suggests nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Names of pods in the namespace given on the command line.</summary>
    public static IEnumerable<CompletionItem> Pods(Cli cli, CompletionContext context) =>
        ListPods(cli, context).Select(pod => new CompletionItem(pod.Metadata.Name));

    /// <summary>Names of the containers of the pod given on the command line.</summary>
    public static IEnumerable<CompletionItem> Containers(Cli cli, CompletionContext context)
    {
        var words = context.ParseResult.Tokens.Select(token => token.Value).ToHashSet();
        return ListPods(cli, context)
            .Where(pod => words.Contains(pod.Metadata.Name))
            .SelectMany(PodLookup.ContainersOf)
            .Distinct()
            .Select(name => new CompletionItem(name));
    }

    private static IReadOnlyList<Pod> ListPods(Cli cli, CompletionContext context)
    {
        using var deadline = new CancellationTokenSource(Patience, cli.Time);
        try
        {
            var directory = StateDirectories.Resolve(GlobalOptions.Load(cli, context.ParseResult).Options, cli);
            using var client = new ControlClient(directory);
            var pods = client.ListPodsAsync(deadline.Token).GetAwaiter().GetResult();
            var space = context.ParseResult.GetValue<string>("--namespace") ?? "default";
            return [.. pods.Where(pod => PodLookup.KeyOf(pod).Namespace == space)];
        }
        catch (Exception exception) when (exception
            is ProviderException or OperationCanceledException or IOException or CommandException or Configuration.ConfigurationException)
        {
            return []; // no agent, nothing to suggest; an error text would end up in the user's command line
        }
    }
}
