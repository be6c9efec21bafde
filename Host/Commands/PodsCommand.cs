using System.CommandLine;
using System.Globalization;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Control;
using Reeve.Host.Rendering;
using Reeve.Kubernetes;

namespace Reeve.Host.Commands;

/// <summary><c>reeve pods</c>.</summary>
internal static class PodsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var names = PodArguments.Pods(cli, "Names of pods; all of the namespace if none is given.");
        var space = PodArguments.Namespace();
        var all = PodArguments.AllNamespaces();
        var output = PodArguments.Output("table", "wide", "json", "yaml", "name");
        var watch = new Option<bool>("--watch", "-w") { Description = "Go on and show each change." };
        var command = new HostCommand("pods", "Lists pods.")
        {
            Examples =
            [
                ("reeve pods", "pods of namespace default"),
                ("reeve pods -A -o wide", "all pods, with addresses"),
                ("reeve pods hello -o yaml", "the whole object"),
                ("reeve pods --watch", "each change as it happens"),
            ],
        };
        command.Add(names);
        command.Add(space);
        command.Add(all);
        command.Add(output);
        command.Add(watch);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var agent = await AgentAccess.ForReadingAsync(cli, result, cancellationToken);
            var filter = new PodFilter(result.GetValue(all) ? null : result.GetRequiredValue(space), result.GetValue(names) ?? []);
            var format = PodArguments.FormatOf(result, output);
            return result.GetValue(watch)
                ? await WatchAsync(cli, agent, filter, format, cancellationToken)
                : List(cli, await agent.ListPodsAsync(cancellationToken), filter, format);
        });
        return command;
    }

    private static int List(Cli cli, IReadOnlyList<Pod> pods, PodFilter filter, OutputFormat format)
    {
        foreach (var name in filter.Names)
        {
            PodLookup.Find(pods, new PodKey(filter.Namespace ?? "default", name));
        }

        var chosen = pods.Where(filter.Matches).ToList();
        switch (format)
        {
            case OutputFormat.Json or OutputFormat.Yaml when filter.Names.Count == 1:
                Documents.Write(chosen[0], KubernetesJson.GetTypeInfo<Pod>(), format, cli.Out);
                break;
            case OutputFormat.Json or OutputFormat.Yaml:
                Documents.Write(
                    new KubernetesList<Pod> { Items = chosen }, KubernetesJson.GetTypeInfo<KubernetesList<Pod>>(), format, cli.Out);
                break;
            case OutputFormat.Name:
                chosen.ForEach(pod => cli.Out.WriteLine("pod/" + pod.Metadata.Name));
                break;
            default:
                PodTable.Write(cli, chosen, filter.Namespace is null, format == OutputFormat.Wide);
                WriteHint(cli, pods, chosen, filter);
                break;
        }

        return ExitCodes.Success;
    }

    private static void WriteHint(Cli cli, IReadOnlyList<Pod> pods, List<Pod> chosen, PodFilter filter)
    {
        if (chosen.Count == 0 && filter.Namespace is not null && pods.Count > 0)
        {
            cli.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"No pods in namespace {filter.Namespace}, but {pods.Count} in others: -A shows them."));
        }
        else if (chosen.Count == 0)
        {
            cli.Error.WriteLine("No pods.");
        }
    }

    private static async Task<int> WatchAsync(
        Cli cli, IAgent agent, PodFilter filter, OutputFormat format, CancellationToken cancellationToken)
    {
        var lines = new PodLines(cli, filter.Namespace is null);
        await foreach (var change in agent.WatchPodsAsync(cancellationToken))
        {
            if (change.Object is not { } pod || change.Type == WatchEventTypes.Bookmark || !filter.Matches(pod))
            {
                continue;
            }

            if (format is OutputFormat.Json or OutputFormat.Yaml)
            {
                Documents.Write(pod, KubernetesJson.GetTypeInfo<Pod>(), format, cli.Out);
            }
            else
            {
                lines.Write(pod, deleted: change.Type == WatchEventTypes.Deleted);
            }
        }

        throw CommandException.Failed("The agent has ended.");
    }
}
