using System.CommandLine;
using System.Globalization;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering;
using Reeve.Kubernetes;

namespace Reeve.Host.Commands;

/// <summary><c>reeve events</c>.</summary>
internal static class EventsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var names = PodArguments.Pods(cli, "Pods whose events are wanted; all of the namespace if none is given.");
        var space = PodArguments.Namespace();
        var all = PodArguments.AllNamespaces();
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("events", "Lists what happened to pods, the oldest first.")
        {
            Examples = [("reeve events", "events of namespace default"), ("reeve events hello", "those of one pod")],
        };
        command.Add(names);
        command.Add(space);
        command.Add(all);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var agent = await AgentAccess.ForReadingAsync(cli, result, cancellationToken);
            var chosen = result.GetValue(names) ?? [];
            var wanted = result.GetValue(all) ? null : result.GetRequiredValue(space);
            var events = (await agent.ListEventsAsync(cancellationToken))
                .Where(item => wanted is null || (item.InvolvedObject.Namespace ?? "default") == wanted)
                .Where(item => chosen.Length == 0 || chosen.Contains(item.InvolvedObject.Name))
                .ToList();
            var format = PodArguments.FormatOf(result, output);
            if (format == OutputFormat.Table)
            {
                WriteTable(cli, events, cli.Out);
            }
            else
            {
                Documents.Write(
                    new KubernetesList<Event> { Items = events }, KubernetesJson.GetTypeInfo<KubernetesList<Event>>(), format, cli.Out);
            }

            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>Writes events in columns.</summary>
    public static void WriteTable(Cli cli, IReadOnlyList<Event> events, TextWriter output)
    {
        if (events.Count == 0)
        {
            cli.Error.WriteLine("No events.");
            return;
        }

        var table = new TextTable("LAST SEEN", "TYPE", "REASON", "OBJECT", "COUNT", "MESSAGE");
        foreach (var item in events)
        {
            table.Add(
                Age.Since((item.LastTimestamp ?? item.FirstTimestamp)?.Value ?? item.EventTime?.Value, cli.Time),
                item.Type ?? "Normal",
                item.Reason ?? "",
                "pod/" + item.InvolvedObject.Name,
                (item.Count ?? 1).ToString(CultureInfo.InvariantCulture),
                item.Message ?? "");
        }

        table.WriteTo(output);
    }
}
