using System.CommandLine;
using System.Globalization;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Clusters;
using Reeve.Runtime.Text;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster audit</c>.</summary>
internal static class ClusterAuditCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = ClusterArguments.Name(cli);
        var since = new Option<string?>("--since") { Description = "From then on: a time (RFC 3339), or how long ago, such as 24h.", HelpName = "WHEN" };
        var until = new Option<string?>("--until") { Description = "Before then: as --since.", HelpName = "WHEN" };
        var operation = new Option<string?>("--operation") { Description = "Of this operation alone.", HelpName = "ID" };
        var limit = new Option<int?>("--limit") { Description = "How many at most; by default 100.", HelpName = "NUMBER" };
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("audit", "Shows who did what with a cluster, the latest first.")
        {
            Examples = [("reeve cluster audit --since 24h", "of the last day")],
        };
        command.Add(name);
        command.Add(since);
        command.Add(until);
        command.Add(operation);
        command.Add(limit);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var query = UrlQuery.Of(
                ("since", Time(cli, "--since", result.GetValue(since))),
                ("until", Time(cli, "--until", result.GetValue(until))),
                ("operation", result.GetValue(operation)),
                ("limit", result.GetValue(limit)?.ToString(CultureInfo.InvariantCulture)));
            using var client = ClusterAccess.Open(cli, result);
            var entries = await client.AuditAsync(await ClusterArguments.ResolveAsync(client, result.GetValue(name), cancellationToken), query, cancellationToken);
            if (PodArguments.FormatOf(result, output) is OutputFormat.Table)
            {
                AuditTable.Write(cli.Out, entries);
            }
            else
            {
                Documents.Write(new AuditListDocument { Items = [.. entries] }, ApiJson.TypeInfo<AuditListDocument>(), PodArguments.FormatOf(result, output), cli.Out);
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static string? Time(Cli cli, string option, string? text) => text switch
    {
        null => null,
        _ when DurationText.TryParse(text, out var ago) => WireTimes.Text(cli.Time.GetUtcNow() - ago),
        _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => WireTimes.Text(time),
        _ => throw CommandException.Usage($"{option} takes a time such as 2026-01-31T12:00:00Z, or how long ago, such as 24h; \"{text}\" is neither."),
    };
}
