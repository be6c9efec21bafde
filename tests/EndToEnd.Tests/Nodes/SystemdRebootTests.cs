using System.Text.Json.Nodes;
using Reeve.Testing;
using Reeve.Testing.Faults;
using Reeve.Testing.Kubernetes;
using Reeve.Testing.Systemd;

namespace Reeve.EndToEnd.Nodes;

/// <summary>Power fails on a systemd node: its transient units and all that was in memory are gone.</summary>
public sealed class SystemdRebootTests
{
    [RequiresFact(Component.SystemdNode)]
    public async Task Reboot_WhileTheApiServerIsAway_RestartablePodsRunAgain()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var proxy = TcpProxy.Start(plane.Server);
        await using var machine = await SystemdMachine.StartAsync(plane.Directory);
        var name = $"reboot-{Guid.NewGuid().ToString("N")[..6]}";
        await using var agent = await NodeAgent.StartAsync(
            plane, "reboot", new NodeAgentOptions { Name = name, Provider = "systemd", Machine = machine, Kubeconfig = plane.Kubeconfigs.Node(name, proxy.Https) });
        var boot = await machine.RunAsync("cat", "/proc/sys/kernel/random/boot_id");
        await plane.Admin.CreateAsync(
            $"/api/v1/namespaces/{agent.Namespace}/configmaps", """{ "metadata": { "name": "settings" }, "data": { "setting": "kept" } }""");
        await plane.Admin.CreateAsync(
            $"/api/v1/namespaces/{agent.Namespace}/secrets", """{ "metadata": { "name": "hidden" }, "stringData": { "word": "unspoken" } }""");
        await CreateAsync(plane, agent, "again", Pod(agent, "again", "Always"));
        await CreateAsync(plane, agent, "failure", Pod(agent, "failure", "OnFailure"));
        await CreateAsync(plane, agent, "never", Pod(agent, "never", "Never"));
        await CreateAsync(plane, agent, "secret", Pod(agent, "secret", "Always", """ "envFrom": [{ "secretRef": { "name": "hidden" } }], """));
        string[] all = ["again", "failure", "never", "secret"];
        foreach (var pod in all)
        {
            var found = await plane.Admin.WaitAsync($"{agent.Pods}/{pod}", found => found.IsReady(), $"pod {pod} runs");
            await Eventually.TrueAsync(() => IsOnRecord(agent, found.Text("metadata.uid")!), "the agent has put on record that it runs");
        }

        proxy.GoAway();
        await agent.KillAsync();
        await machine.RebootAsync();
        Assert.NotEqual(boot.Output, (await machine.RunAsync("cat", "/proc/sys/kernel/random/boot_id")).Output);
        agent.Start();

        // Away: what can run runs, with the environment and the files of before.
        await Eventually.TrueAsync(() => Starts(agent, "again").Length == 2 && Starts(agent, "failure").Length == 2, "two pods run again");
        Assert.Matches(@"^kept \d+ kept reboot-\d+$", Starts(agent, "again")[0]);
        Assert.Equal(Starts(agent, "again")[0], Starts(agent, "again")[1]);
        Assert.Equal(Starts(agent, "failure")[0], Starts(agent, "failure")[1]);
        await Eventually.TrueAsync(async () => await PhaseAsync(machine, agent, "never") == "Failed", "the pod that must not run twice has failed");
        Assert.Single(Starts(agent, "never"));
        // What it was told in secret is nowhere on the disk.
        Assert.Single(Starts(agent, "secret"));
        Assert.NotEqual(0, (await Tool.RunAsync("grep", ["-rqs", "dW5zcG9rZW4\\|unspoken", agent.State])).ExitCode);

        proxy.ComeBack();
        foreach (var pod in (string[])["again", "failure", "secret"])
        {
            var found = await plane.Admin.WaitAsync(
                $"{agent.Pods}/{pod}", found => found.IsReady() && found.Text("status.containerStatuses.0.restartCount") == "1", $"pod {pod} is told to run again");
            Assert.Equal(
                ("ContainerStatusUnknown", "137"),
                (found.Text("status.containerStatuses.0.lastState.terminated.reason"), found.Text("status.containerStatuses.0.lastState.terminated.exitCode")));
        }

        var failed = await plane.Admin.WaitAsync($"{agent.Pods}/never", found => found.Text("status.phase") == "Failed", "the failure is told");
        Assert.Equal("ContainerStatusUnknown", failed.Text("status.containerStatuses.0.state.terminated.reason"));
        Assert.Equal("0", failed.Text("status.containerStatuses.0.restartCount"));
        Assert.Equal(2, Starts(agent, "secret").Length);
        Assert.Single(Starts(agent, "never"));
        // The token has come with the server.
        await Eventually.TrueAsync(
            async () => (await plane.Kubectl.TryAsync("exec", "-n", agent.Namespace, "again", "--", "test", "-s", "/var/run/secrets/kubernetes.io/serviceaccount/token")).Succeeded,
            "the token is there");
    }

    private static Task CreateAsync(ControlPlane plane, NodeAgent agent, string name, string spec) =>
        plane.Admin.CreateAsync(agent.Pods, Manifests.Pod(name, spec));

    private static string[] Starts(NodeAgent agent, string pod) => File.Exists(agent[pod]) ? File.ReadAllLines(agent[pod]) : [];

    private static bool IsOnRecord(NodeAgent agent, string uid) => File.ReadLines(Path.Combine(agent.State, "nodes", agent.Name, "pods.journal"))
        .Any(line => line.StartsWith($"status {uid} ", StringComparison.Ordinal) && line.Contains("\"running\"", StringComparison.Ordinal));

    // As its own user sees it on the machine, without the API server.
    private static async Task<string?> PhaseAsync(SystemdMachine machine, NodeAgent agent, string pod)
    {
        var result = await machine.RunAsync(ReeveCommand.Program, "pods", "-A", "--state-dir", agent.State, "-o", "json");
        var pods = result.Succeeded ? JsonNode.Parse(result.Output) : null;
        return pods.At("items")?.AsArray().FirstOrDefault(item => item.Name() == pod).Text("status.phase");
    }

    private static string Pod(NodeAgent agent, string name, string policy, string container = "") => Manifests.PodSpec(
        agent.Name,
        $"echo $SETTING $KUBERNETES_SERVICE_PORT $(cat /config/setting) $(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace) >>/out/{name}; {Manifests.Forever}",
        $$"""
        "restartPolicy": "{{policy}}", "terminationGracePeriodSeconds": 2,
        "volumes": [{ "name": "out", "hostPath": { "path": "{{Path.GetDirectoryName(agent["x"])}}" } }, { "name": "config", "configMap": { "name": "settings" } }],
        """,
        container + """
        "volumeMounts": [{ "name": "out", "mountPath": "/out" }, { "name": "config", "mountPath": "/config" }],
        """).Replace(
            "\"env\": [", """ "env": [{ "name": "SETTING", "valueFrom": { "configMapKeyRef": { "name": "settings", "key": "setting" } } },""", StringComparison.Ordinal);
}
