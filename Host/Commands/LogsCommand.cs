using System.CommandLine;
using System.Globalization;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Control;
using Reeve.Workloads;
using Reeve.Runtime.Text;

namespace Reeve.Host.Commands;

/// <summary><c>reeve logs</c>.</summary>
internal static class LogsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = PodArguments.Pod(cli);
        var positional = new Argument<string?>("CONTAINER") { Description = "Name of the container, as with -c.", Arity = ArgumentArity.ZeroOrOne };
        positional.CompletionSources.Add(context => Completion.PodCompletions.Containers(cli, context));
        var space = PodArguments.Namespace();
        var container = PodArguments.Container(cli);
        var everyContainer = new Option<bool>("--all-containers") { Description = "All containers, one after another." };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on as the container writes." };
        var previous = new Option<bool>("--previous", "-p") { Description = "The run before the current one." };
        var timestamps = new Option<bool>("--timestamps") { Description = "Put the time before each line." };
        var tail = new Option<long?>("--tail") { Description = "Only so many of the last lines.", HelpName = "LINES" };
        var since = new Option<string?>("--since") { Description = "Only lines of the last 5s, 2m, 3h or the like.", HelpName = "DURATION" };
        var sinceTime = new Option<string?>("--since-time") { Description = "Only lines from this time on (RFC 3339).", HelpName = "TIME" };
        var limit = new Option<long?>("--limit-bytes") { Description = "Stop after so many bytes.", HelpName = "BYTES" };
        var command = new HostCommand("logs", "Prints what a container wrote.")
        {
            Examples =
            [
                ("reeve logs hello", "the first container"),
                ("reeve logs hello -c web --tail 20 -f", "the last lines of another one, and on"),
                ("reeve logs hello --previous", "the run before the last restart"),
                ("reeve logs hello --since 10m --timestamps", "the last ten minutes"),
            ],
        };
        command.Add(name);
        command.Add(positional);
        foreach (var option in new Option[] { space, container, everyContainer, follow, previous, timestamps, tail, since, sinceTime, limit })
        {
            command.Add(option);
        }

        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var query = new LogQuery
            {
                Follow = result.GetValue(follow),
                Previous = result.GetValue(previous),
                Timestamps = result.GetValue(timestamps),
                TailLines = NotNegative("--tail", result.GetValue(tail)),
                LimitBytes = NotNegative("--limit-bytes", result.GetValue(limit)),
                SinceTime = SinceTime(cli, result.GetValue(since), result.GetValue(sinceTime)),
            };
            if (query.Follow && result.GetValue(everyContainer))
            {
                throw CommandException.Usage("--follow takes one container; leave out --all-containers, or choose one with -c.");
            }

            var agent = await AgentAccess.ForReadingAsync(cli, result, cancellationToken);
            var pod = await PodLookup.FindAsync(agent, new PodKey(result.GetRequiredValue(space), result.GetRequiredValue(name)), cancellationToken);
            IReadOnlyList<string> containers = result.GetValue(everyContainer)
                ? PodLookup.ContainersOf(pod)
                : [PodLookup.ContainerOf(pod, result.GetValue(container) ?? result.GetValue(positional), cli)];
            await using var output = cli.OpenOutput();
            foreach (var one in containers)
            {
                await agent.ReadLogsAsync(PodLookup.KeyOf(pod), one, query, output, cancellationToken);
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static long? NotNegative(string flag, long? number) =>
        number is < 0 ? throw CommandException.Usage($"{flag} takes a number, 0 or more.") : number;

    private static DateTimeOffset? SinceTime(Cli cli, string? since, string? sinceTime)
    {
        if (since is not null && sinceTime is not null)
        {
            throw CommandException.Usage("Give --since or --since-time, not both.");
        }

        if (since is not null)
        {
            return DurationText.TryParse(since, out var length)
                ? cli.Time.GetUtcNow() - length
                : throw CommandException.Usage($"--since takes a duration such as 30s, 5m or 2h30m; \"{since}\" is none.");
        }

        if (sinceTime is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(sinceTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw CommandException.Usage($"--since-time takes a time such as 2026-01-31T12:00:00Z; \"{sinceTime}\" is none.");
    }
}
