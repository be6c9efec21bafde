using System.CommandLine;
using Reeve.Containers;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Control;
using Reeve.Host.Terminals;

namespace Reeve.Host.Commands;

/// <summary><c>reeve exec</c>.</summary>
internal static class ExecCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var name = PodArguments.Pod(cli);
        var words = new Argument<string[]>("COMMAND")
        {
            Description = "The program and its arguments, after --; no shell is involved.",
            Arity = ArgumentArity.OneOrMore,
        };
        var space = PodArguments.Namespace();
        var container = PodArguments.Container(cli);
        var input = new Option<bool>("--stdin", "-i") { Description = "Pass standard input on." };
        var tty = new Option<bool>("--tty", "-t") { Description = "Run it on a terminal." };
        var command = new HostCommand("exec", "Runs a command in a container and returns its exit code.")
        {
            Examples =
            [
                ("reeve exec hello -- env", "one command"),
                ("reeve exec -it hello -c web -- sh", "a shell"),
                ("echo hi | reeve exec -i hello -- cat", "with input"),
            ],
        };
        command.Add(name);
        command.Add(words);
        command.Add(space);
        command.Add(container);
        command.Add(input);
        command.Add(tty);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var agent = await AgentAccess.ForChangingAsync(cli, result, cancellationToken);
            var key = new PodKey(result.GetRequiredValue(space), result.GetRequiredValue(name));
            var pod = await PodLookup.FindAsync(agent, key, cancellationToken);
            var target = PodLookup.ContainerOf(pod, result.GetValue(container), cli);
            var onTerminal = result.GetValue(tty) && cli is { InIsTerminal: true, OutIsTerminal: true };
            if (result.GetValue(tty) && !onTerminal)
            {
                await cli.Error.WriteLineAsync("Standard input and output are no terminal; the command gets one of 80 by 24.");
            }

            var request = new ExecRequest
            {
                Command = result.GetRequiredValue(words),
                Tty = result.GetValue(tty),
                StandardInput = result.GetValue(input) ? cli.OpenInput() : null,
                StandardOutput = cli.OpenOutput(),
                StandardError = cli.OpenError(),
                Resize = onTerminal ? WindowSizes.WatchAsync(cancellationToken) : null,
            };
            using var raw = onTerminal && request.StandardInput is not null ? RawTerminal.Enter() : null;
            return await agent.ExecAsync(key, target, request, cancellationToken);
        });
        return command;
    }
}
