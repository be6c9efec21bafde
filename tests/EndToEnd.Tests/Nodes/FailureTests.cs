using Reeve.Testing;
using Reeve.Testing.Faults;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Nodes;

/// <summary>Whatever happens to the way to the API server, nothing is killed that the API still wants, and all converges afterwards.</summary>
public sealed class FailureTests
{
    [RequiresFact(Component.ControlPlane)]
    public async Task ApiAway_PodsGoOn_AndWhatWasMissedIsMadeUpFor()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var proxy = TcpProxy.Start(plane.Server);
        await using var agent = await AgentAsync(plane, "away", proxy.Https);
        await PodAsync(plane, agent, "kept");
        await PodAsync(plane, agent, "deleted");
        await PodAsync(plane, agent, "ends", "until [ -e \"$END\" ]; do sleep 0.1; done");
        var kept = await ContainerAsync(plane, agent, "kept");
        var before = agent.Containers().Count;

        // Away: the node's pods neither notice nor end with it.
        using var monitor = Kubelet(plane, agent);
        Assert.Equal("ok", await monitor.GetStringAsync("/healthz"));
        proxy.GoAway();
        await plane.Admin.DeleteAsync($"{agent.Pods}/deleted");
        await plane.Admin.CreateAsync(agent.Pods, Manifests.Pod("new", Bound(agent, Manifests.Forever)));
        await EndAsync(agent, "ends");
        await Eventually.TrueAsync(() => proxy.Connections == 0, "no connection is left");
        await Eventually.TrueAsync(() => agent.Containers().Count < before, "the pod that ended has ended");
        Assert.Equal(kept, await ContainerAsync(plane, agent, "kept"));
        Assert.False(agent.HasExited);
        Assert.Equal("ok", await monitor.GetStringAsync("/healthz"));

        // Silent: connections are accepted and nothing comes back.
        proxy.Fault = new TcpFault { Silent = true };
        proxy.ComeBack();
        await Eventually.TrueAsync(() => proxy.Connections > 0, "the agent tries again");

        proxy.Fault = new TcpFault();
        proxy.Cut();
        await ConvergedAsync(plane, agent, kept);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task ApiCutsConnectionsInTheMiddle_ConvergesAllTheSame()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var proxy = TcpProxy.Start(plane.Server);
        await using var agent = await AgentAsync(plane, "cuts", proxy.Https);
        await PodAsync(plane, agent, "kept");
        await PodAsync(plane, agent, "deleted");
        await PodAsync(plane, agent, "ends", "until [ -e \"$END\" ]; do sleep 0.1; done");
        var kept = await ContainerAsync(plane, agent, "kept");

        // Each connection gives up after some kilobytes of answers, in pieces that end anywhere: enough for the handshake and one pod.
        proxy.Fault = new TcpFault { CutAfter = 15_001, PieceSize = 257 };
        proxy.Cut();
        await plane.Admin.DeleteAsync($"{agent.Pods}/deleted");
        await plane.Admin.CreateAsync(agent.Pods, Manifests.Pod("new", Bound(agent, Manifests.Forever)));
        await EndAsync(agent, "ends");
        await ConvergedAsync(plane, agent, kept);
    }

    [RequiresTheory(Component.ControlPlane)]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("garbage")]
    [InlineData("empty")]
    [InlineData("lost")]
    public async Task ApiAnswersWithNonsense_NothingIsKilled_AndAllConverges(string kind)
    {
        var plane = await ControlPlane.SharedAsync();
        var name = $"nonsense-{kind}";
        var unique = $"{name}-{Guid.NewGuid().ToString("N")[..6]}";
        using var identity = plane.Authority.Issue($"system:node:{unique}", ["system:nodes"]);
        await using var proxy = await HttpProxy.StartAsync(plane, identity);
        await using var agent = await NodeAgent.StartAsync(plane, name, new NodeAgentOptions
        {
            Name = unique,
            Kubeconfig = plane.Kubeconfigs.Certificate(identity, proxy.Address),
        });
        await PodAsync(plane, agent, "kept");
        await PodAsync(plane, agent, "deleted");
        await PodAsync(plane, agent, "ends", "until [ -e \"$END\" ]; do sleep 0.1; done");
        var kept = await ContainerAsync(plane, agent, "kept");

        var faults = 0;
        proxy.Fault = request =>
        {
            Interlocked.Increment(ref faults);
            return kind switch
            {
                "429" => HttpFault.Answer(429, retryAfter: 1),
                "500" => HttpFault.Answer(500),
                "garbage" => HttpFault.Garbage(),
                // Every pod seems to be gone.
                "empty" when request.Method == "GET" && request.Path.Value!.EndsWith("/pods", StringComparison.Ordinal) => request.Query.ContainsKey("watch")
                    ? HttpFault.Answer(410)
                    : HttpFault.Garbage("""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":null}"""),
                "empty" => HttpFault.Answer(503),
                _ => new HttpFault { LoseAnswer = true },
            };
        };
        proxy.CutStreams();
        await plane.Admin.DeleteAsync($"{agent.Pods}/deleted");
        await plane.Admin.CreateAsync(agent.Pods, Manifests.Pod("new", Bound(agent, Manifests.Forever)));
        await EndAsync(agent, "ends");
        await Eventually.TrueAsync(() => Volatile.Read(ref faults) > 5, "the agent keeps asking");
        Assert.Equal(kept, await ContainerAsync(plane, agent, "kept"));

        proxy.Fault = _ => null;
        await ConvergedAsync(plane, agent, kept);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task NodeDeletedBehindOurBack_ComesBackWithItsPodsRunning()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "deleted");
        var first = await plane.Admin.GetAsync(agent.Path);

        await plane.Admin.DeleteAsync(agent.Path);

        await plane.Admin.WaitAsync(
            agent.Path,
            node => node.Condition("Ready") == "True" && node.Text("metadata.uid") != first.Text("metadata.uid"),
            "the node is back");
        await PodAsync(plane, agent, "after");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task NodeChangedByOthers_ForeignMarksStayAndOwnOnesComeBack()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "changed");
        await plane.Admin.PatchAsync(agent.Path, """
            {"metadata":{"labels":{"team":"blue","kubernetes.io/hostname":"somebody-else"},"annotations":{"note":"kept"}}}
            """);

        await agent.KillAsync();
        agent.Start();
        var node = await plane.Admin.WaitAsync(
            agent.Path, found => found.At("metadata.labels")!["kubernetes.io/hostname"]!.ToString() == agent.Name, "the host name label is right again");
        Assert.Equal("blue", node.Text("metadata.labels.team"));
        Assert.Equal("kept", node.Text("metadata.annotations.note"));
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task SecondAgentOfTheSameName_RefusesWithTheReason_AndTheFirstRestartsAtOnce()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var first = await NodeAgent.StartAsync(plane, "twins");
        await using var second = await NodeAgent.CreateAsync(
            plane, "twins", new NodeAgentOptions { Name = first.Name, Kubeconfig = first.Kubeconfig });

        second.Start();
        Assert.NotEqual(0, await second.EndedAsync());
        await Eventually.TrueAsync(() => second.Output.Contains(first.Name, StringComparison.Ordinal), "the agent says which node");

        await first.KillAsync();
        first.Start();
        await first.WaitReadyAsync();
        await PodAsync(plane, first, "after");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task ClientCertificateExpired_GoesOnOnceTheFileIsRenewed()
    {
        var plane = await ControlPlane.SharedAsync();
        var name = $"expired-{Guid.NewGuid().ToString("N")[..6]}";
        var kubeconfig = plane.Kubeconfigs.Node(name, validity: TimeSpan.FromSeconds(15));
        await using var agent = await NodeAgent.StartAsync(plane, "expired", new NodeAgentOptions { Name = name, Kubeconfig = kubeconfig });
        await PodAsync(plane, agent, "kept");
        var kept = await ContainerAsync(plane, agent, "kept");
        await Eventually.TrueAsync(
            async () => !(await plane.Kubectl.As(kubeconfig).TryAsync("get", "node", name)).Succeeded, "the certificate has expired");
        await plane.Admin.CreateAsync(agent.Pods, Manifests.Pod("new", Bound(agent, Manifests.Forever)));

        var renewed = plane.Kubeconfigs.Node(name);
        File.Move(renewed + ".key", kubeconfig + ".key", overwrite: true);
        File.Move(renewed + ".crt", kubeconfig + ".crt", overwrite: true);

        await plane.Admin.WaitAsync($"{agent.Pods}/new", pod => pod.IsReady(), "the new pod runs");
        Assert.Equal(kept, await ContainerAsync(plane, agent, "kept"));
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task StateDirectoryFull_NothingIsLostAndAllGoesOnOnceThereIsSpace()
    {
        var plane = await ControlPlane.SharedAsync();
        using var disk = SmallDisk.Mount(megabytes: 8);
        await using var agent = await NodeAgent.StartAsync(plane, "full", new NodeAgentOptions { State = $"{disk.Path}/s", Enter = disk.Enter });
        await PodAsync(plane, agent, "kept");
        await PodAsync(plane, agent, "deleted");
        var kept = await ContainerAsync(plane, agent, "kept");

        disk.Fill();
        await plane.Admin.CreateAsync(agent.Pods, Manifests.Pod("new", Bound(agent, Manifests.Forever)));
        await plane.Admin.WaitAsync(agent.Path, node => node.Condition("DiskPressure") == "True", "the node says what is wrong");
        await plane.Admin.WaitAsync(
            $"{agent.Pods}/new",
            pod => pod.Text("status.containerStatuses.0.state.waiting.message")?.Contains("No space left", StringComparison.Ordinal) == true
                || pod.Text("status.message")?.Contains("No space left", StringComparison.Ordinal) == true,
            "the pod says what is wrong");

        // What is full keeps nobody from ending pods, nor pods from running.
        await plane.Admin.DeleteAsync($"{agent.Pods}/deleted");
        await plane.Admin.WaitAsync($"{agent.Pods}/deleted", pod => pod is null, "the deleted pod is gone");
        Assert.Equal(kept, await ContainerAsync(plane, agent, "kept"));
        Assert.False(agent.HasExited);

        disk.Free();
        await plane.Admin.WaitAsync($"{agent.Pods}/new", pod => pod.IsReady(), "the new pod runs", TimeSpan.FromMinutes(2));
        Assert.Equal(kept, await ContainerAsync(plane, agent, "kept"));
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task EtcdRestoredAndApiServerRestarted_ConvergesToWhatTheApiKnows()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "restored");
        await PodAsync(plane, agent, "kept");
        await PodAsync(plane, agent, "revived");
        await plane.SaveEtcdAsync("saved");
        var kept = await ContainerAsync(plane, agent, "kept");
        await PodAsync(plane, agent, "forgotten");
        await plane.Admin.DeleteAsync($"{agent.Pods}/revived");
        await plane.Admin.WaitAsync($"{agent.Pods}/revived", pod => pod is null, "the pod is gone");

        // What a cluster writes within minutes, and a heartbeat after it.
        await plane.Admin.CreateAsync("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"time"}}""");
        for (var i = 0; i < 300; i++)
        {
            await plane.Admin.PatchAsync("/api/v1/namespaces/default/configmaps/time", $$"""{ "data": { "passes": "{{i}}" } }""");
        }

        var lease = $"/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{agent.Name}";
        var renewed = (await plane.Admin.GetAsync(lease)).Text("spec.renewTime");
        await plane.Admin.WaitAsync(lease, found => found.Text("spec.renewTime") != renewed, "the lease is renewed");

        await plane.RestoreEtcdAsync("saved");

        // A watch from a version of the lost future says nothing before history gets there again; the lease tells at its next renewal.
        await Eventually.TrueAsync(() => agent.Output.Contains("restored to an older state", StringComparison.Ordinal), "the restoration is noticed");
        await plane.Admin.WaitAsync(agent.Path, node => node.Condition("Ready") == "True", "the node is ready");
        await PodAsync(plane, agent, "after");
        Assert.Equal(kept, await ContainerAsync(plane, agent, "kept"));
        Assert.Null(await plane.Admin.FindAsync($"{agent.Pods}/forgotten"));
    }

    private static Task<NodeAgent> AgentAsync(ControlPlane plane, string name, Uri server)
    {
        var unique = $"{name}-{Guid.NewGuid().ToString("N")[..6]}";
        return NodeAgent.StartAsync(plane, name, new NodeAgentOptions { Name = unique, Kubeconfig = plane.Kubeconfigs.Node(unique, server) });
    }

    // Somebody who watches the nodes themselves, as an administrator.
    private static HttpClient Kubelet(ControlPlane plane, NodeAgent agent)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions =
            {
                ClientCertificates = [plane.Authority.Issue("admin", ["system:masters"])],
                // Its certificate is its own until somebody approves another.
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            },
        };
        return new HttpClient(handler) { BaseAddress = new UriBuilder(Uri.UriSchemeHttps, "127.0.0.1", agent.Port).Uri };
    }

    private static Task EndAsync(NodeAgent agent, string pod) => File.WriteAllTextAsync(agent[$"end-{pod}"], "");

    private static string Bound(NodeAgent agent, string script) =>
        Manifests.PodSpec(agent.Name, script, $$""" "nodeName": "{{agent.Name}}", "restartPolicy": "OnFailure", "terminationGracePeriodSeconds": 5, """);

    private static async Task PodAsync(ControlPlane plane, NodeAgent agent, string name, string script = Manifests.Forever)
    {
        script = script.Replace("$END", agent[$"end-{name}"], StringComparison.Ordinal);
        await plane.Admin.CreateAsync(agent.Pods, Manifests.Pod(name, Bound(agent, script)));
        await plane.Admin.WaitAsync($"{agent.Pods}/{name}", pod => pod.IsReady(), $"pod {name} runs");
    }

    private static async Task<string?> ContainerAsync(ControlPlane plane, NodeAgent agent, string pod) =>
        (await plane.Admin.GetAsync($"{agent.Pods}/{pod}")).Text("status.containerStatuses.0.containerID");

    private static async Task ConvergedAsync(ControlPlane plane, NodeAgent agent, string? kept)
    {
        await plane.Admin.WaitAsync($"{agent.Pods}/new", pod => pod.IsReady(), "the new pod runs", TimeSpan.FromMinutes(2));
        await plane.Admin.WaitAsync($"{agent.Pods}/ends", pod => pod.Text("status.phase") == "Succeeded", "the end of the pod is known");
        await plane.Admin.WaitAsync($"{agent.Pods}/deleted", pod => pod is null, "the deleted pod is gone");
        var pod = await plane.Admin.GetAsync($"{agent.Pods}/kept");
        Assert.True(pod.IsReady());
        Assert.Equal(kept, pod.Text("status.containerStatuses.0.containerID"));
        Assert.Equal("0", pod.Text("status.containerStatuses.0.restartCount"));
        await plane.Admin.WaitAsync(agent.Path, node => node.Condition("Ready") == "True", "the node is ready");
    }
}
