using System.Diagnostics;
using System.Globalization;
using System.Text;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Reeve.Testing.Systemd;

namespace Reeve.EndToEnd.Nodes;

/// <summary><c>reeve node</c> as a process of its own: one node of a control plane, with a namespace for its pods.</summary>
internal sealed class NodeAgent : IAsyncDisposable
{
    private static readonly string[] Signals = ["-TERM", "-KILL"];

    private readonly ControlPlane _plane;
    private readonly TempDirectory _directory;
    private readonly NodeAgentOptions _options;
    private readonly StringBuilder _log = new();
    private Process? _process;

    private NodeAgent(ControlPlane plane, string name, string ns, NodeAgentOptions options)
    {
        _plane = plane;
        _options = options;
        _directory = new TempDirectory(options.Machine?.Directory);
        Name = name;
        Namespace = ns;
        Port = FreePorts.Find();
        Kubeconfig = options.Kubeconfig ?? plane.Kubeconfigs.Node(name);
    }

    /// <summary>The node's name: unlike that of every other node on this machine.</summary>
    public string Name { get; }

    /// <summary>A namespace for its pods.</summary>
    public string Namespace { get; }

    /// <summary>The port of its kubelet API.</summary>
    public int Port { get; }

    /// <summary>What it reaches the API with.</summary>
    public string Kubeconfig { get; }

    /// <summary>The node's path in the API.</summary>
    public string Path => $"/api/v1/nodes/{Name}";

    /// <summary>The path of its namespace's pods in the API.</summary>
    public string Pods => $"/api/v1/namespaces/{Namespace}/pods";

    /// <summary>Its state directory.</summary>
    public string State => _options.State ?? _directory["s"];

    /// <summary>The agent's process.</summary>
    public int Pid => _options.Machine is null ? Process.Id : SystemdMachine.Inside(Process);

    /// <summary>Whether the agent's process has ended.</summary>
    public bool HasExited => Process.HasExited;

    /// <summary>What the agent wrote.</summary>
    public string Output
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    private Process Process => _process ?? throw new InvalidOperationException("The agent was not started.");

    /// <summary>A path beside its state directory, for files that pods make.</summary>
    public string this[string name] => _directory[name];

    /// <summary>Starts an agent and waits until its node is ready.</summary>
    public static async Task<NodeAgent> StartAsync(ControlPlane plane, string name, NodeAgentOptions? options = null)
    {
        var agent = await CreateAsync(plane, name, options);
        agent.Start();
        await agent.WaitReadyAsync();
        return agent;
    }

    /// <summary>Prepares an agent in the place of another one, without the API server.</summary>
    public static NodeAgent Create(ControlPlane plane, NodeAgent former, NodeAgentOptions options) => new(plane, former.Name, former.Namespace, options);

    /// <summary>Prepares an agent without starting it.</summary>
    public static async Task<NodeAgent> CreateAsync(ControlPlane plane, string name, NodeAgentOptions? options = null)
    {
        var unique = $"{name}-{Guid.NewGuid().ToString("N")[..6]}";
        return new NodeAgent(plane, options?.Name ?? unique, await plane.CreateNamespaceAsync(name), options ?? new NodeAgentOptions());
    }

    /// <summary>Starts the agent's process.</summary>
    /// <param name="more">Arguments of this start alone.</param>
    public void Start(params IEnumerable<string> more)
    {
        string[] arguments =
        [
            "node", "--name", Name, "--state-dir", State, "--provider", _options.Provider,
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--verbose",
            "--kubeconfig", Kubeconfig, .. _options.Arguments, .. more,
        ];
        var process = _options.Machine is { } machine
            ? Programs.Start(machine.Enter, [ReeveCommand.Program, .. arguments], environment: _options.Environment)
            : _options.Enter.Count > 0
            ? Programs.Start(_options.Enter[0], [.. _options.Enter.Skip(1), ReeveCommand.Program, .. arguments], environment: _options.Environment)
            : Programs.Start(ReeveCommand.Program, arguments, environment: _options.Environment);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    /// <summary>Waits until the node is ready.</summary>
    public Task WaitReadyAsync() => WaitAsync(
        () => _plane.Admin.WaitAsync(Path, node => Process.HasExited || node.Condition("Ready") == "True", $"node {Name} is ready"));

    /// <summary>Ends the agent in good order; its pods go on.</summary>
    public async Task StopAsync()
    {
        await Tool.RunAsync("kill", ["-TERM", Pid.ToString(CultureInfo.InvariantCulture)]);
        await EndedAsync();
    }

    /// <summary>Kills the agent; its pods go on.</summary>
    public async Task KillAsync()
    {
        Kill();
        await EndedAsync();
    }

    /// <summary>Waits until the agent's process has ended, and returns its exit code.</summary>
    public async Task<int> EndedAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await Process.WaitForExitAsync(deadline.Token);
        return Process.ExitCode;
    }

    /// <summary>A container's log through the API server.</summary>
    public Task<string> LogAsync(string pod, string container) =>
        _plane.Admin.GetTextAsync($"{Pods}/{pod}/log?container={container}");

    /// <summary>The processes of the node's containers, as the kernel knows them.</summary>
    public IReadOnlyList<int> Containers()
    {
        var wanted = Encoding.UTF8.GetBytes($"{Manifests.NodeVariable}={Name}\0");
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(System.IO.Path.GetFileName(path), out var pid) ? pid : 0)
            .Where(pid => pid > 0 && EnvironmentOf(pid).AsSpan().IndexOf(wanted) >= 0)];
    }

    /// <summary>Deletes the node and its pods, ends the agent, and kills what a failed test left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            Kill();
            await EndedAsync();
        }

        _process?.Dispose();
        await _plane.Admin.DeleteAsync($"/api/v1/namespaces/{Namespace}", """{"propagationPolicy":"Background"}""");
        await _plane.Admin.DeleteAsync(Path);
        foreach (var signal in Signals)
        {
            foreach (var pid in Containers())
            {
                await Tool.RunAsync("kill", [signal, pid.ToString(CultureInfo.InvariantCulture)]);
            }
        }

        if (System.Environment.GetEnvironmentVariable("REEVE_TEST_LOGS") is { } logs)
        {
            await File.WriteAllTextAsync(System.IO.Path.Combine(Directory.CreateDirectory(logs).FullName, $"{Name}.log"), Output);
        }

        _directory.Dispose();
    }

    // In a machine of its own the agent is a child of what was started; its pods are systemd's.
    private void Kill() => Process.Kill(entireProcessTree: _options.Machine is not null);

    private static byte[] EnvironmentOf(int pid)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is another user's.
            return [];
        }
    }

    private async Task WaitAsync(Func<Task> wait)
    {
        try
        {
            await wait();
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n--- the agent wrote\n{Output}", e);
        }

        if (Process.HasExited)
        {
            throw new InvalidOperationException($"The agent ended with {Process.ExitCode}:\n{Output}");
        }
    }

    private void Keep(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }
}
