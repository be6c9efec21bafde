using System.Diagnostics;
using Reeve.Testing;

namespace Reeve.Host.Tests.Edge.Seed;

/// <summary>
/// A machine of the documented calls' own: network, processes and hosts file in namespaces, so that all ports are free, with the addresses that the calls name, and a
/// directory in which curl finds its configuration. Everything that was started in it ends with its first process.
/// </summary>
internal sealed class EdgeNamespace : IAsyncDisposable
{
    /// <summary>The machine's address; every documented name leads there.</summary>
    public const string Address = "10.101.101.1";

    private readonly Process _first;
    private Process? _peers;

    private EdgeNamespace(Process first) => _first = first;

    /// <summary>Makes it.</summary>
    /// <param name="directory">For files.</param>
    public static async Task<EdgeNamespace> StartAsync(TempDirectory directory)
    {
        await File.WriteAllTextAsync(directory["hosts"], $"127.0.0.1 localhost\n{Address} agent1.medge.gq hamburg.mex-tdg.mobiledgex.net\n");
        await File.WriteAllTextAsync(directory[".curlrc"], $"silent\nshow-error\nnoproxy = \"*\"\ncacert = \"{directory["ca.pem"]}\"\nwrite-out = \"\\n%{{http_code}}\"\n");
        var script = $"""
            set -e
            ip link set lo up
            ip link add edge0 type veth peer name edge1
            ip link set edge1 up
            ip address add {Address}/24 dev edge0
            ip address add 10.101.101.202/24 dev edge0
            ip link set edge0 up
            mount --bind {directory["hosts"]} /etc/hosts
            echo ready
            exec cat
            """;
        var first = Run(["unshare", "--net", "--mount", "--pid", "--mount-proc", "--propagation", "private", "--fork", "--kill-child", "sh", "-c", script]);
        var machine = new EdgeNamespace(first);
        Assert.Equal("ready", await first.StandardOutput.ReadLineAsync());
        machine._peers = Run(machine.Inside("python3", FileOf("peers.py"), "serve"));
        Assert.Equal("ready", await machine._peers.StandardOutput.ReadLineAsync());
        return machine;
    }

    /// <summary>A file beside this one.</summary>
    public static string FileOf(string name) => Path.Combine(Repository.Root, "tests", "Host.Tests", "Edge", "Seed", name);

    /// <summary>A command as it is run inside; it ends with the one that runs it.</summary>
    public string[] Inside(params IEnumerable<string> command)
    {
        var namespaces = $"/proc/{_first.Id}/ns";
        return ["nsenter", $"--net={namespaces}/net", $"--mount={namespaces}/mnt", $"--pid={namespaces}/pid_for_children", "setpriv", "--pdeathsig", "KILL", .. command];
    }

    /// <summary>Runs a program inside to its end.</summary>
    public Task<ToolResult> RunAsync(params IEnumerable<string> command)
    {
        var whole = Inside(command);
        return Tool.RunAsync(whole[0], whole[1..]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _peers, _first }.OfType<Process>())
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private static Process Run(IReadOnlyList<string> command) =>
        Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
}
