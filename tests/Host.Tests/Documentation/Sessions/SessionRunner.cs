using System.Diagnostics;
using Reeve.Testing;

namespace Reeve.Host.Tests.Documentation.Sessions;

/// <summary>Gives the commands of a page to a shell as somebody does who reads it.</summary>
/// <remarks>An agent that stays is left running behind, as in another terminal, until the next one begins or the page ends; what only follows something is ended once it has shown it.</remarks>
internal sealed class SessionRunner(ShellSession shell, string page)
{
    // An agent that answers has its socket there; with --stackable the state is elsewhere.
    private const string Sockets = "\"${REEVE_STATE_DIRECTORY:-/var/lib/reeve}/agent.sock\" /var/lib/stackable/agent/agent.sock";
    private const string AgentRuns = "kill -0 $agent 2>/dev/null || { cat \"$HOME/agent.log\"; false; }";
    private bool _hasAgent;

    /// <summary>Prepares what the page needs.</summary>
    public async Task PrepareAsync(string environment)
    {
        foreach (var name in environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("machine").Distinct())
        {
            var (exitCode, output) = await shell.RunAsync($". '{Path.Combine(ShellSession.Environments, $"{name}.sh")}'");
            Assert.True(exitCode == 0, $"{page}: {name} cannot be prepared: {output}");
        }
    }

    /// <summary>Runs a command, and sees that it does what the page says. What only shows something may be early, and is tried again.</summary>
    public async Task RunAsync(SessionStep step)
    {
        if (step.Stays)
        {
            await StartAgentAsync(step);
            return;
        }

        var watch = Stopwatch.StartNew();
        while (true)
        {
            var (exitCode, output) = await shell.RunAsync(step.Follows ? Followed(step.Command) : step.Command);
            if (exitCode == 0 && step.Matches(output))
            {
                return;
            }

            if (!step.Shows || watch.Elapsed > Eventually.Deadline)
            {
                Assert.Fail($"{page}:{step.Line}: {step.Command}\nended with {exitCode} and printed\n{output}\ninstead of\n{string.Join('\n', step.Expected)}\n{await AgentLogAsync()}");
            }
        }
    }

    /// <summary>Sees that the agent that stayed, if there was one, is still there.</summary>
    public async Task EndAsync()
    {
        if (_hasAgent)
        {
            var (exitCode, output) = await shell.RunAsync(AgentRuns);
            Assert.True(exitCode == 0, $"{page}: its agent has ended: {output}");
        }
    }

    private static string Followed(string command) =>
        $"{{ {command}\n}} > \"$HOME/followed.log\" 2>&1 & followed=$!; until [ -s \"$HOME/followed.log\" ] || ! kill -0 $followed 2>/dev/null; do sleep 0.1; done; kill -- -$followed 2>/dev/null; cat \"$HOME/followed.log\"; [ -s \"$HOME/followed.log\" ]";

    private async Task StartAgentAsync(SessionStep step)
    {
        await EndAsync();
        if (_hasAgent)
        {
            await shell.RunAsync($"kill -- -$agent; wait $agent; rm -f {Sockets}");
        }

        _hasAgent = true;
        await shell.RunAsync($"{{ {step.Command}\n}} > \"$HOME/agent.log\" 2>&1 & agent=$!");
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var (exitCode, output) = await shell.RunAsync(AgentRuns);
            Assert.True(exitCode == 0 && watch.Elapsed < Eventually.Deadline, $"{page}:{step.Line}: {step.Command}: the agent does not begin: {output}");
            (exitCode, _) = await shell.RunAsync($"for socket in {Sockets}; do [ -S \"$socket\" ] && break; done");
            if (exitCode == 0)
            {
                return;
            }
        }
    }

    private async Task<string> AgentLogAsync() => _hasAgent ? $"The agent said:\n{(await shell.RunAsync("tail -n 40 \"$HOME/agent.log\"")).Output}" : "";
}
