using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Reeve.Testing.Systemd;

namespace Reeve.EndToEnd.Nodes;

/// <summary>A node whose pods are units of a real systemd, of a real control plane.</summary>
public sealed class SystemdNodeTests
{
    [RequiresFact(Component.SystemdNode)]
    public async Task GetNodesWide_ShowsRoleVersionsAndRuntime()
    {
        var plane = await ControlPlane.SharedAsync();
        var machine = await SystemdMachine.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "units", new NodeAgentOptions { Provider = "systemd", Machine = machine });
        // A node's own identity may not set its role: the agent says which command does.
        await plane.Kubectl.RunAsync(LabelCommand(agent.Output));

        var row = await plane.Kubectl.RunAsync(
            "get", "node", agent.Name, "--output=wide", "--no-headers");

        var columns = row.Trim().Split("   ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // NAME STATUS ROLES AGE VERSION INTERNAL-IP EXTERNAL-IP OS-IMAGE KERNEL-VERSION CONTAINER-RUNTIME
        Assert.Equal(10, columns.Length);
        Assert.Equal((agent.Name, "Ready", "agent"), (columns[0], columns[1], columns[2]));
        Assert.Matches(@"^v1\.\d+\.\d+\S*\+reeve\.\d+\.\d+\.\d+$", columns[4]);
        Assert.Equal(ControlPlane.NodeAddress.ToString(), columns[5]);
        var version = await machine.RunAsync("systemctl", "--version");
        Assert.Equal(version.Output.Split('\n')[0], columns[9]);
    }

    [RequiresFact(Component.SystemdNode)]
    public async Task Pod_OnARealControlPlane_IsAUnit()
    {
        var plane = await ControlPlane.SharedAsync();
        var machine = await SystemdMachine.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "unit", new NodeAgentOptions { Provider = "systemd", Machine = machine });
        await plane.Admin.CreateAsync(agent.Pods, Manifests.Pod("one", Manifests.PodSpec(agent.Name, Manifests.Forever)));
        await plane.Admin.WaitAsync($"{agent.Pods}/one", pod => pod.IsReady(), "the pod runs");

        var units = await machine.RunAsync("systemctl", "list-units", "--no-legend", "--plain", "--state=running", "reeve-*.service");
        Assert.Contains($"{agent.Namespace}/one", units.Output, StringComparison.Ordinal);
        Assert.Equal("started\n", await agent.LogAsync("one", "main"));
        Assert.Equal("here\n", await plane.Kubectl.RunAsync("exec", "-n", agent.Namespace, "one", "--", "echo", "here"));

        await plane.Kubectl.RunAsync("delete", "pod", "-n", agent.Namespace, "one", "--wait");
        units = await machine.RunAsync("systemctl", "list-units", "--no-legend", "--plain", "--all", "reeve-*.service");
        Assert.DoesNotContain($"{agent.Namespace}/one", units.Output, StringComparison.Ordinal);
    }

    [RequiresFact(Component.SystemdNode)]
    public async Task Memory_OfAPod_IsBoundedAndSecretsAreNeverSwapped()
    {
        var plane = await ControlPlane.SharedAsync();
        var machine = await SystemdMachine.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "memory", new NodeAgentOptions { Provider = "systemd", Machine = machine });
        await plane.Admin.CreateAsync(
            $"/api/v1/namespaces/{agent.Namespace}/secrets", """{ "metadata": { "name": "s" }, "stringData": { "word": "unspoken" } }""");
        const string Look = "cat /secret/word; echo; stat -f -c %T /secret /scratch; head -c 3000000 /dev/zero >/scratch/full; du -k /scratch/full | cut -f1; grep ' /scratch ' /proc/self/mountinfo | cut -d' ' -f3";
        await plane.Admin.CreateAsync(
            agent.Pods,
            Manifests.Pod("one", Manifests.PodSpec(
                agent.Name,
                $"exec 2>&1; {Look}; {Manifests.Forever}", // one stream: the order of two is not said
                """ "volumes": [{ "name": "secret", "secret": { "secretName": "s" } }, { "name": "scratch", "emptyDir": { "medium": "Memory", "sizeLimit": "1Mi" } }], """,
                """ "volumeMounts": [{ "name": "secret", "mountPath": "/secret" }, { "name": "scratch", "mountPath": "/scratch" }], """)));
        await plane.Admin.WaitAsync($"{agent.Pods}/one", pod => pod.IsReady(), "the pod runs");

        await Eventually.TrueAsync(async () => (await agent.LogAsync("one", "main")).EndsWith("started\n", StringComparison.Ordinal), "it has looked");
        var log = await agent.LogAsync("one", "main");
        Assert.StartsWith("unspoken\nramfs\ntmpfs\n", log, StringComparison.Ordinal);
        Assert.Contains("No space left on device\n", log, StringComparison.Ordinal);
        Assert.Matches("\n1024\n0:[0-9]+\nstarted\n$", log);

        // With the pod its memory goes, soon after its object; other pods of the machine have theirs.
        var device = log.Split('\n')[^3];
        Assert.True(await IsMountedAsync(machine, device));
        await plane.Kubectl.RunAsync("delete", "pod", "-n", agent.Namespace, "one", "--wait");
        await Eventually.TrueAsync(async () => !await IsMountedAsync(machine, device), "its memory is gone");
        var left = await machine.RunAsync("grep", "-r", "unspoken", "/run/reeve-secrets");
        Assert.Equal((1, ""), (left.ExitCode, left.Output));
    }

    private static async Task<bool> IsMountedAsync(SystemdMachine machine, string device) =>
        (await machine.RunAsync("cat", "/proc/self/mountinfo")).Output.Split('\n')
            .Any(line => line.Contains("reeve-empty-dir", StringComparison.Ordinal) && line.Contains($" {device} ", StringComparison.Ordinal));

    // kubectl label node NAME ...
    private static string[] LabelCommand(string output)
    {
        const string Start = "kubectl label node ";
        var command = output[output.IndexOf(Start, StringComparison.Ordinal)..];
        return ["label", "node", .. command[Start.Length..].Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }
}
