using System.Diagnostics;
using System.Text;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Processes;

namespace Reeve.Benchmarks.Agents;

/// <summary>An agent as a process of its own, with a state directory of its own and without anybody's configuration.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private AgentProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its process id.</summary>
    public int Pid => _process.Id;

    /// <summary>Starts one; returns at once.</summary>
    /// <param name="options">Which program.</param>
    /// <param name="work">Where its state goes, into <c>state</c>.</param>
    /// <param name="arguments">What comes after <c>run</c>.</param>
    public static AgentProcess Start(BenchmarkOptions options, WorkDirectory work, params IEnumerable<string> arguments) =>
        StartWith(Configuration(work), options, work, arguments);

    /// <summary>Starts one with a configuration of one's own; returns at once.</summary>
    public static AgentProcess StartWith(string configuration, BenchmarkOptions options, WorkDirectory work, params IEnumerable<string> arguments)
    {
        var start = Command(options, ["run", "--state-dir", work["state"], "--config", configuration, "--stop-workloads", .. arguments]);
        return new(Process.Start(start) ?? throw new BenchmarkException($"{options.Agent} cannot be started"));
    }

    /// <summary>How a command of the agent's program is started.</summary>
    public static ProcessStartInfo Command(BenchmarkOptions options, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(options.Agent, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return start;
    }

    /// <summary>Writes the configuration of agents: more pods than by default.</summary>
    public static string Configuration(WorkDirectory work)
    {
        var path = work["reeve.yaml"];
        File.WriteAllText(path, "nodeName: bench\nproviders:\n  process:\n    maxPods: 5000\n  systemd:\n    maxPods: 2000\n");
        return path;
    }

    /// <summary>Waits until the agent serves and then has nothing to do.</summary>
    public async Task SettleAsync(WorkDirectory work)
    {
        await WaitAsync("the agent serves", TimeSpan.FromMilliseconds(20), () => File.Exists(Path.Combine(work["state"], "agent.sock")));
        await QuietAsync();
    }

    /// <summary>
    /// Waits until the agent takes next to no processor time for a second; for a second at least, so that manifests written before
    /// are no longer taken for half written.
    /// </summary>
    public async Task QuietAsync()
    {
        TimeSpan? before = null;
        await WaitAsync("the agent is quiet", TimeSpan.FromSeconds(1), () =>
        {
            var now = ProcessTable.ProcessorTimeOf(Pid);
            var quiet = now - before <= ProcessTable.Tick;
            before = now;
            return quiet;
        });
    }

    /// <summary>Waits for something that the agent does.</summary>
    /// <exception cref="BenchmarkException">It did not come, or the agent ended.</exception>
    public Task WaitAsync(string what, TimeSpan pause, Func<bool> condition) =>
        Wait.UntilAsync(what, Patience, pause, () => _process.HasExited ? throw Ended() : condition());

    /// <summary>Ends the agent and its workloads.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Libc.Terminate(Pid);
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await Console.Error.WriteLineAsync($"The agent did not end within {Patience.TotalSeconds:0} s of SIGTERM and was killed.");
            }
        }

        _process.Dispose();
    }

    private BenchmarkException Ended()
    {
        lock (_output)
        {
            return new($"the agent ended with {_process.ExitCode}: {_output}");
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
