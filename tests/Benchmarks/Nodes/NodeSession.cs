using System.Diagnostics;
using System.Globalization;
using System.Text;
using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Processes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.Benchmarks.Nodes;

/// <summary>An agent with the hollow provider, as a node of a control plane.</summary>
internal sealed class NodeSession : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private NodeSession(Process process, long started)
    {
        _process = process;
        Started = started;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>When its process was started; a timestamp of <see cref="TimeProvider.System"/>.</summary>
    public long Started { get; }

    /// <summary>Its process id.</summary>
    public int Pid => _process.Id;

    /// <summary>The processor time that it has taken.</summary>
    public TimeSpan ProcessorTime => ProcessTable.ProcessorTimeOf(Pid) ?? throw Ended();

    /// <summary>Starts an agent.</summary>
    public static NodeSession Start(BenchmarkOptions options, WorkDirectory work, string name, string kubeconfig, string provider = "hollow", params IEnumerable<string> more)
    {
        string[] arguments =
        [
            "node", "--name", name, "--provider", provider, "--plugins", Plugins(options, work), "--state-dir", work["state"],
            "--kubeconfig", kubeconfig, "--port", FreePorts.Find().ToString(CultureInfo.InvariantCulture), .. more,
        ];
        var started = TimeProvider.System.GetTimestamp();
        var process = Process.Start(AgentProcess.Command(options, arguments)) ?? throw new BenchmarkException($"{options.Agent} cannot be started");
        return new(process, started);
    }

    /// <summary>Waits until the node is ready in the API; returns the seconds since the start of the process.</summary>
    public async Task<double> ReadyAsync(ControlPlane plane, string name)
    {
        try
        {
            await plane.Admin.WaitAsync($"/api/v1/nodes/{name}", node => _process.HasExited || IsReady(node), "the node is ready", pause: TimeSpan.FromMilliseconds(5));
        }
        catch (TimeoutException e)
        {
            throw new BenchmarkException($"{e.Message}: {Output}");
        }

        return _process.HasExited ? throw Ended() : TimeProvider.System.GetElapsedTime(Started).TotalSeconds;
    }

    /// <summary>Waits until the agent takes next to no processor time.</summary>
    public async Task QuietAsync()
    {
        TimeSpan used;
        do
        {
            var before = ProcessorTime;
            await Task.Delay(TimeSpan.FromSeconds(1));
            used = ProcessorTime - before;
        }
        while (used > 3 * ProcessTable.Tick);
    }

    /// <summary>Ends the agent.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Libc.Terminate(Pid);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await _process.WaitForExitAsync(limit.Token);
        }

        _process.Dispose();
    }

    private static bool IsReady(System.Text.Json.Nodes.JsonNode? node) => node?["status"]?["conditions"]?.AsArray().Any(
        condition => condition!["type"]!.GetValue<string>() == "Ready" && condition["status"]!.GetValue<string>() == "True") == true;

    private static string Plugins(BenchmarkOptions options, WorkDirectory work)
    {
        var plugins = work["plugins"];
        if (!Directory.Exists(plugins))
        {
            var target = Directory.CreateDirectory(Path.Combine(plugins, "hollow")).FullName;
            foreach (var file in Directory.GetFiles(options.HollowPlugin))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }

        return plugins;
    }

    private string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    private BenchmarkException Ended() => new($"the agent ended with {_process.ExitCode}: {Output}");

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
