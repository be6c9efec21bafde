using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Nodes;

/// <summary>kubectl's commands find at the node what they find at a kubelet.</summary>
public sealed partial class KubectlTests
{
    // Runs until it is told to end, and serves lines on a port: each is answered in upper case.
    private const string Server = """
        echo begun; echo problem >&2
        exec perl -MIO::Socket::INET -e '
          $| = 1;
          my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $ENV{PORT}, Listen => 5, ReuseAddr => 1) or die;
          print "listening\n";
          while (my $c = $s->accept) { while (<$c>) { print $c uc; $c->flush } close $c }'
        """;

    [RequiresFact(Component.ControlPlane)]
    public async Task GetNodes_ShowsWhatAKubeletShows()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "shown");

        var wide = await plane.Kubectl.RunAsync("get", "node", agent.Name, "-o", "wide", "--no-headers");
        Assert.Contains(" Ready ", wide, StringComparison.Ordinal);
        Assert.Contains(ControlPlane.NodeAddress.ToString(), wide, StringComparison.Ordinal);
        Assert.DoesNotContain("<unknown>", wide, StringComparison.Ordinal);

        var node = await plane.Admin.GetAsync(agent.Path);
        Assert.All(
            ["machineID", "systemUUID", "bootID", "kernelVersion", "osImage", "containerRuntimeVersion", "kubeletVersion", "operatingSystem", "architecture"],
            field => Assert.False(string.IsNullOrEmpty(node.Text($"status.nodeInfo.{field}")), $"status.nodeInfo.{field}"));
        Assert.Equal("linux", node.Text("status.nodeInfo.operatingSystem"));
        Assert.All(["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"], type => Assert.NotNull(node.Condition(type)));
        Assert.All(node.At("status.conditions")!.AsArray(), condition =>
        {
            Assert.All(
                ["lastHeartbeatTime", "lastTransitionTime", "reason", "message"],
                field => Assert.False(string.IsNullOrEmpty(condition.Text(field)), $"{condition.Text("type")}.{field}"));
        });
        Assert.All(["cpu", "memory", "pods", "ephemeral-storage"], resource =>
        {
            Assert.NotNull(node.Text($"status.capacity.{resource}"));
            Assert.NotNull(node.Text($"status.allocatable.{resource}"));
        });
        Assert.Equal(["Hostname", "InternalIP"], node.At("status.addresses")!.AsArray().Select(address => address.Text("type")).Distinct().Order());
        Assert.Equal(agent.Port.ToString(CultureInfo.InvariantCulture), node.Text("status.daemonEndpoints.kubeletEndpoint.Port"));
        var labels = node.At("metadata.labels")!;
        Assert.Equal("linux", labels["kubernetes.io/os"]!.ToString());
        Assert.Equal(agent.Name, labels["kubernetes.io/hostname"]!.ToString());
        Assert.NotNull(labels["kubernetes.io/arch"]);
        Assert.Contains("Kubelet Version:", await plane.Kubectl.RunAsync("describe", "node", agent.Name), StringComparison.Ordinal);

        var lease = await plane.Admin.GetAsync($"/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{agent.Name}");
        Assert.Equal(agent.Name, lease.Text("spec.holderIdentity"));
        Assert.Equal(node.Text("metadata.uid"), lease.Text("metadata.ownerReferences.0.uid"));

        var summary = JsonNode.Parse(await plane.Kubectl.RunAsync("get", "--raw", $"{agent.Path}/proxy/stats/summary"))!;
        Assert.Equal(agent.Name, summary.Text("node.nodeName"));
        Assert.NotNull(summary.Text("node.cpu.usageNanoCores"));
        Assert.NotNull(summary.Text("node.memory.workingSetBytes"));
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Pod_DescribeLogsExecCopyForward_Work()
    {
        var plane = await ControlPlane.SharedAsync();
        await WorkAsync(plane, plane.Kubectl);
    }

    /// <summary>A kubectl of today speaks WebSocket, which old API servers pass on to the node as it is.</summary>
    [RequiresFact(Component.NewestKubectl)]
    public async Task NewestKubectl_DescribeLogsExecCopyForward_Work()
    {
        var plane = await ControlPlane.SharedAsync();
        var kubectl = plane.Kubectl.WithProgram(NewestKubectl.Program);
        await WorkAsync(plane, kubectl);
    }

    private static async Task WorkAsync(ControlPlane plane, Kubectl kubectl)
    {
        await using var agent = await NodeAgent.StartAsync(plane, "tools");
        var port = FreePorts.Find();
        var spec = Manifests.PodSpec(
            agent.Name, Server.Replace("$ENV{PORT}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            container: $$""" "ports": [{ "containerPort": {{port.ToString(CultureInfo.InvariantCulture)}} }], "stdin": true, """);
        await plane.Admin.CreateAsync(agent.Pods, Manifests.Pod("server", spec));
        await plane.Admin.WaitAsync($"{agent.Pods}/server", pod => pod.IsReady(), "the pod runs");
        await Eventually.TrueAsync(async () => (await agent.LogAsync("server", "main")).Contains("listening", StringComparison.Ordinal), "the pod listens");

        await DescribeAsync(plane, kubectl, agent);
        await LogsAsync(kubectl, agent);
        await ExecAsync(kubectl, agent);
        await CopyAsync(kubectl, agent);
        await ForwardAsync(kubectl, agent, port);
        await StatsAsync(plane, agent);
        await TopAsync(plane, kubectl, agent);
        // A client that goes is nothing to complain of.
        Assert.DoesNotContain(" error ", agent.Output, StringComparison.Ordinal);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Logs_OfAPodThatRestarts_ShowPreviousAndFollow()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "logs");
        var again = agent["again"];
        var script = $"if [ -e {again} ]; then echo second; sleep 3; echo last; {Manifests.Forever}; else touch {again}; echo first; exit 3; fi";
        await plane.Admin.CreateAsync(agent.Pods, Manifests.Pod("twice", Manifests.PodSpec(agent.Name, script)));
        await plane.Admin.WaitAsync(
            $"{agent.Pods}/twice",
            pod => pod.IsReady() && pod.Text("status.containerStatuses.0.lastState.terminated.exitCode") == "3",
            "the container was restarted");

        Assert.Equal("first\n", await plane.Kubectl.RunAsync("--namespace", agent.Namespace, "logs", "twice", "--previous"));
        using var follow = plane.Kubectl.Start("--namespace", agent.Namespace, "logs", "twice", "--follow");
        Assert.Equal("second", await follow.StandardOutput.ReadLineAsync());
        Assert.Equal("last", await follow.StandardOutput.ReadLineAsync());
        await plane.Admin.DeleteAsync($"{agent.Pods}/twice");
        await Eventually.TrueAsync(() => follow.HasExited, "following ends with the pod");
    }

    private static async Task DescribeAsync(ControlPlane plane, Kubectl kubectl, NodeAgent agent)
    {
        await plane.Admin.WaitListAsync($"/api/v1/namespaces/{agent.Namespace}/events", list => list.Any(item => item.Text("reason") == "Started"), "its events were sent");
        var described = await kubectl.RunAsync("--namespace", agent.Namespace, "describe", "pod", "server");
        Assert.All(
            ["Status: Running", $"Node: {agent.Name}/{ControlPlane.NodeAddress}", "Container ID:", "Image ID:", "Started:", "ContainersReady", "Scheduled", "Created", "Started"],
            // Versions of kubectl indent differently.
            text => Assert.Contains(text, Blanks().Replace(described, " "), StringComparison.Ordinal));
        var pod = await plane.Admin.GetAsync($"{agent.Pods}/server");
        Assert.All(
            ["status.startTime", "status.hostIP", "status.podIP", "status.podIPs.0.ip", "status.qosClass", "status.containerStatuses.0.image"],
            field => Assert.False(string.IsNullOrEmpty(pod.Text(field)), field));
        Assert.Equal("true", pod.Text("status.containerStatuses.0.started"));
        await plane.Admin.WaitAsync(
            agent.Path,
            node => node.At("status.images")?.AsArray().Any(image => image.At("names")!.AsArray().Any(name => name!.ToString() == "host:/bin/sh")) == true,
            "the node lists its images");
    }

    private static async Task LogsAsync(Kubectl kubectl, NodeAgent agent)
    {
        string[] logs = ["--namespace", agent.Namespace, "logs", "server"];
        var all = (await kubectl.RunAsync(logs)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["begun", "listening", "problem"], all.Order());
        // The streams are two: which of their lines comes first is not said.
        Assert.Equal($"{all[^1]}\n", await kubectl.RunAsync([.. logs, "--tail=1"]));
        Assert.Equal("", await kubectl.RunAsync([.. logs, "--since-time=2100-01-01T00:00:00Z"]));
        var stamped = await kubectl.RunAsync([.. logs, "--timestamps", "--tail=1"]);
        Assert.Matches($@"^\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(Z|[+-]\d\d:\d\d) {all[^1]}\n$", stamped);
        Assert.Contains(await kubectl.RunAsync([.. logs, "--limit-bytes=4"]), (string[])["begu", "prob"]);
    }

    private static async Task ExecAsync(Kubectl kubectl, NodeAgent agent)
    {
        string[] exec = ["--namespace", agent.Namespace, "exec", "server"];
        Assert.Equal("hello\n", await kubectl.RunAsync([.. exec, "--", "echo", "hello"]));

        var failed = await kubectl.TryAsync([.. exec, "--", "/bin/sh", "-c", "echo out; echo err >&2; exit 42"]);
        Assert.Equal(42, failed.ExitCode);
        Assert.Equal("out\n", failed.Output);
        Assert.Contains("err\n", failed.Error, StringComparison.Ordinal);

        var text = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number}\n"));
        var copied = await kubectl.TryWithInputAsync(text, [.. exec, "-i", "--", "cat"]);
        Assert.True(copied.Succeeded, copied.Error);
        Assert.Equal(text, copied.Output);

        // kubectl asks for a terminal only if it has one itself: script(1) gives it one.
        var command = string.Join(' ', kubectl.Command([.. exec, "-it", "--", "/bin/sh", "-c", "'test -t 0 && test -t 1 && echo a terminal'"]));
        var terminal = await Tool.RunAsync("script", ["--quiet", "--return", "--command", command, "/dev/null"]);
        Assert.Contains("a terminal\r\n", terminal.Output, StringComparison.Ordinal);
    }

    private static async Task CopyAsync(Kubectl kubectl, NodeAgent agent)
    {
        using var here = new TempDirectory();
        var content = new byte[300_000];
        new Random(1).NextBytes(content);
        await File.WriteAllBytesAsync(here["sent"], content);
        var there = here["there"];
        Directory.CreateDirectory(there);

        await kubectl.RunAsync("--namespace", agent.Namespace, "cp", here["sent"], $"server:{there}/got");
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(there, "got")));

        await kubectl.RunAsync("--namespace", agent.Namespace, "cp", $"server:{there}/got", here["back"]);
        Assert.Equal(content, await File.ReadAllBytesAsync(here["back"]));
    }

    private static async Task ForwardAsync(Kubectl kubectl, NodeAgent agent, int port)
    {
        using var forward = kubectl.Start("--namespace", agent.Namespace, "port-forward", "pod/server", $":{port}");
        var line = await forward.StandardOutput.ReadLineAsync();
        Assert.StartsWith("Forwarding from 127.0.0.1:", line, StringComparison.Ordinal);
        var local = int.Parse(line!["Forwarding from 127.0.0.1:".Length..].Split(' ')[0], CultureInfo.InvariantCulture);
        for (var round = 0; round < 3; round++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", local);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            await stream.WriteAsync("first\n"u8.ToArray());
            Assert.Equal("FIRST", await reader.ReadLineAsync());
            await stream.WriteAsync("second\n"u8.ToArray());
            Assert.Equal("SECOND", await reader.ReadLineAsync());
        }

        forward.Kill();
        await forward.WaitForExitAsync();
    }

    private static async Task StatsAsync(ControlPlane plane, NodeAgent agent)
    {
        var summary = await plane.Admin.GetAsync($"{agent.Path}/proxy/stats/summary");
        var pod = Assert.Single(summary.At("pods")!.AsArray(), pod => pod.Text("podRef.namespace") == agent.Namespace);
        Assert.Equal("server", pod.Text("podRef.name"));
        Assert.Equal("main", pod.Text("containers.0.name"));
        Assert.NotNull(pod.Text("containers.0.cpu.usageCoreNanoSeconds"));
        Assert.NotNull(pod.Text("containers.0.memory.workingSetBytes"));
        Assert.NotNull(pod.Text("containers.0.startTime"));

        var metrics = await plane.Admin.GetTextAsync($"{agent.Path}/proxy/metrics/resource");
        Assert.All(
            ["node_cpu_usage_seconds_total", "node_memory_working_set_bytes", "container_cpu_usage_seconds_total", "container_memory_working_set_bytes", "pod_cpu_usage_seconds_total"],
            family => Assert.Contains($"# TYPE {family} ", metrics, StringComparison.Ordinal));
        var probes = await plane.Admin.GetTextAsync($"{agent.Path}/proxy/metrics/cadvisor");
        Assert.Contains("container_cpu_usage_seconds_total{", probes, StringComparison.Ordinal);
        Assert.Equal("ok", await plane.Admin.GetTextAsync($"{agent.Path}/proxy/healthz"));
        Assert.NotNull((await plane.Admin.GetAsync($"{agent.Path}/proxy/configz")).At("kubeletconfig"));
    }

    private static async Task TopAsync(ControlPlane plane, Kubectl kubectl, NodeAgent agent)
    {
        await using var metrics = await MetricsServer.StartAsync(plane, agent.Name);
        var node = (await kubectl.RunAsync("top", "node", agent.Name, "--no-headers")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(agent.Name, node[0]);
        Assert.Matches(@"^\d+m$", node[1]);
        Assert.Matches(@"^\d+%$", node[2]);
        Assert.Matches(@"^[1-9]\d*Mi$", node[3]);

        var pod = (await kubectl.RunAsync("--namespace", agent.Namespace, "top", "pod", "server", "--no-headers")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("server", pod[0]);
        Assert.Matches(@"^\d+m$", pod[1]);
        Assert.Matches(@"^[1-9]\d*Mi$", pod[2].Trim());
    }

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
