using System.Text.Json.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Reeve.Testing.Systemd;

namespace Reeve.EndToEnd.Nodes;

/// <summary>Pods that do harm, as units of a real systemd: each is reported as a kubelet would, and none hurts the agent or its neighbour.</summary>
public sealed class SystemdHostileTests(SystemdHostileTests.Node node) : IClassFixture<SystemdHostileTests.Node>
{
    [RequiresFact(Component.SystemdNode)]
    public async Task MemoryHog_BeyondItsLimit_IsOomKilled()
    {
        var pod = await node.EndAsync("hog", "exec tail -n 1 /dev/zero", """ "resources": { "limits": { "memory": "32Mi" } }, """);

        Assert.Equal("Failed", pod.Text("status.phase"));
        Assert.Equal(("OOMKilled", "137"), End(pod));
        await node.UnhurtAsync();
    }

    [RequiresFact(Component.SystemdNode)]
    public async Task ForkBomb_HitsItsPodsLimitAlone()
    {
        var pod = await node.EndAsync("bomb", "i=0; while [ $i -lt 2000 ]; do sleep 1000 & i=$((i+1)); done; exit 0");

        // The shell cannot fork any more and says so; what it had forked goes with it.
        Assert.Equal("Failed", pod.Text("status.phase"));
        Assert.Equal(("Error", "2"), End(pod));
        await node.UnhurtAsync();
    }

    [RequiresFact(Component.SystemdNode)]
    public async Task DiskFiller_BeyondTheLimitOfItsVolume_IsEvicted()
    {
        var pod = await node.EndAsync(
            "filler",
            "head -c 3000000 /dev/zero >/scratch/full; exec sleep 1000",
            """ "volumeMounts": [{ "name": "scratch", "mountPath": "/scratch" }], """,
            """ "volumes": [{ "name": "scratch", "emptyDir": { "sizeLimit": "1Mi" } }], """);

        Assert.Equal(("Failed", "Evicted"), (pod.Text("status.phase"), pod.Text("status.reason")));
        await node.UnhurtAsync();
    }

    [RequiresFact(Component.SystemdNode)]
    public async Task TermIgnorer_Deleted_IsKilledAfterItsGrace()
    {
        // Kept by a finalizer, so that its end can be read.
        await node.CreateAsync("ignorer", "trap '' TERM; echo started; while :; do sleep 0.1; done", more: """ "terminationGracePeriodSeconds": 1, """, finalizer: true);
        await node.WaitAsync("ignorer", pod => pod.IsReady(), "it runs");

        await node.Plane.Admin.DeleteAsync(node.PathOf("ignorer"));

        var pod = await node.WaitAsync("ignorer", pod => pod.At("status.containerStatuses.0.state.terminated") is not null, "it is killed");
        Assert.Equal("137", End(pod).ExitCode);
        Assert.DoesNotContain($"{node.Agent.Namespace}/ignorer", await node.UnitsAsync(), StringComparison.Ordinal);
        await node.Plane.Admin.PatchAsync(node.PathOf("ignorer"), """{ "metadata": { "finalizers": null } }""");
        await node.UnhurtAsync();
    }

    [RequiresFact(Component.SystemdNode)]
    public async Task LogFlooder_LosesNothingAndFillsNoDisk()
    {
        var pod = await node.EndAsync("flooder", "yes 0123456789012345678901234567890123456789 | head -c 200000000; echo; echo the end");

        Assert.Equal("Succeeded", pod.Text("status.phase"));
        Assert.EndsWith("\nthe end\n", await node.Plane.Admin.GetTextAsync($"{node.PathOf("flooder")}/log?tailLines=3"), StringComparison.Ordinal);
        // Rotated: 10 MiB each, five of them, and what one turn may be longer by.
        var kept = Directory.EnumerateFiles(node.Agent.State, "*.log*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.InRange(kept, 1, 80L << 20);
        await node.UnhurtAsync();
    }

    [RequiresFact(Component.SystemdNode)]
    public async Task ZombieMaker_RunsAndTakesItsZombiesAlong()
    {
        // What a program does not reap that was put in the place of their parent.
        await node.CreateAsync("zombies", "i=0; while [ $i -lt 50 ]; do sleep 1 & i=$((i+1)); done; echo started; exec sleep 1000", more: """ "terminationGracePeriodSeconds": 1, """);
        await node.WaitAsync("zombies", pod => pod.IsReady(), "it runs");
        await Eventually.TrueAsync(async () => await ZombiesAsync() >= 50, "there are zombies");

        await node.Plane.Kubectl.RunAsync("delete", "pod", "-n", node.Agent.Namespace, "zombies", "--wait");

        await Eventually.TrueAsync(async () => await ZombiesAsync() < 50, "they are gone");
        await node.UnhurtAsync();

        async Task<int> ZombiesAsync() => (await node.Machine.RunAsync("ps", "-eo", "stat")).Output.Split('\n').Count(state => state.StartsWith('Z'));
    }

    [RequiresFact(Component.SystemdNode)]
    public async Task Unit_StoppedByHand_IsStartedAgain()
    {
        await node.CreateAsync("stopped", Manifests.Forever);
        await node.WaitAsync("stopped", pod => pod.IsReady(), "it runs");

        await node.SystemctlAsync("stop", await node.UnitOfAsync("stopped", "Container main of pod"));

        var pod = await node.WaitAsync("stopped", pod => pod.Text("status.containerStatuses.0.restartCount") == "1" && pod.IsReady(), "it runs again");
        Assert.NotNull(pod.At("status.containerStatuses.0.lastState.terminated.exitCode"));
        await node.UnhurtAsync();
    }

    [RequiresFact(Component.SystemdNode)]
    public async Task Slice_KilledByHand_IsStartedAgain()
    {
        await node.CreateAsync("killed", Manifests.Forever);
        await node.WaitAsync("killed", pod => pod.IsReady(), "it runs");

        await node.SystemctlAsync("kill", "--signal=KILL", await node.UnitOfAsync("killed", "Pod"));

        var pod = await node.WaitAsync("killed", pod => pod.Text("status.containerStatuses.0.restartCount") == "1" && pod.IsReady(), "it runs again");
        Assert.Equal("137", pod.Text("status.containerStatuses.0.lastState.terminated.exitCode"));
        await node.UnhurtAsync();
    }

    private static (string? Reason, string? ExitCode) End(JsonNode pod) =>
        (pod.Text("status.containerStatuses.0.state.terminated.reason"), pod.Text("status.containerStatuses.0.state.terminated.exitCode"));

    /// <summary>A node with a pod that does no harm.</summary>
    public sealed class Node : IAsyncLifetime
    {
        private string _neighbour = "";

        internal ControlPlane Plane { get; private set; } = null!;

        internal SystemdMachine Machine { get; private set; } = null!;

        internal NodeAgent Agent { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            if (Components.Missing(Component.SystemdNode) is not null)
            {
                return; // the tests are skipped, or fail by themselves
            }

            Plane = await ControlPlane.SharedAsync();
            Machine = await SystemdMachine.SharedAsync();
            var state = Directory.CreateDirectory(Path.Combine(Machine.Directory, "hostile")).FullName;
            Agent = await NodeAgent.StartAsync(
                Plane, "hostile", new NodeAgentOptions { Provider = "systemd", Machine = Machine, State = state, Arguments = ["--set", "providers.systemd.podPids=100"] });
            await CreateAsync("neighbour", Manifests.Forever);
            _neighbour = Identity(await WaitAsync("neighbour", pod => pod.IsReady(), "the neighbour runs"));
        }

        public async Task DisposeAsync()
        {
            if (Agent is not null)
            {
                await Agent.DisposeAsync();
            }
        }

        internal string PathOf(string pod) => $"{Agent.Pods}/{pod}";

        internal Task CreateAsync(string name, string script, string container = "", string more = "", bool finalizer = false)
        {
            var pod = Manifests.Pod(name, Manifests.PodSpec(Agent.Name, script, more, container));
            return Plane.Admin.CreateAsync(Agent.Pods, finalizer ? pod.Replace("\"labels\":", "\"finalizers\": [\"reeve.test/keep\"], \"labels\":", StringComparison.Ordinal) : pod);
        }

        /// <summary>Creates a pod that is not started again, and waits for its end.</summary>
        internal async Task<JsonNode> EndAsync(string name, string script, string container = "", string more = "")
        {
            await CreateAsync(name, script, container, more + """ "restartPolicy": "Never", "terminationGracePeriodSeconds": 1, """);
            return await WaitAsync(name, pod => pod.Text("status.phase") is "Failed" or "Succeeded", $"{name} ends");
        }

        internal async Task<JsonNode> WaitAsync(string name, Func<JsonNode?, bool> wanted, string what) =>
            (await Plane.Admin.WaitAsync(PathOf(name), wanted, what, TimeSpan.FromMinutes(2)))!;

        /// <summary>The agent is the same, the neighbour too, and both work.</summary>
        internal async Task UnhurtAsync()
        {
            Assert.False(Agent.HasExited, Agent.Output);
            Assert.Equal(_neighbour, Identity((await Plane.Admin.GetAsync(PathOf("neighbour")))!));
            Assert.Equal("here\n", await Plane.Kubectl.RunAsync("exec", "-n", Agent.Namespace, "neighbour", "--", "echo", "here"));
        }

        internal async Task<string> UnitsAsync() =>
            (await Machine.RunAsync("systemctl", "list-units", "--all", "--no-legend", "--plain", "reeve-*")).Output;

        internal async Task<string> UnitOfAsync(string pod, string description) => (await UnitsAsync()).Split('\n')
            .Single(line => line.TrimEnd().EndsWith($"{description} {Agent.Namespace}/{pod}", StringComparison.Ordinal)).Split(' ')[0];

        internal async Task SystemctlAsync(params string[] arguments)
        {
            var result = await Machine.RunAsync(["systemctl", .. arguments]);
            Assert.True(result.ExitCode == 0, result.Error);
        }

        // Running and ready, by the same process since the beginning.
        private static string Identity(JsonNode pod) =>
            $"{pod.IsReady()} {pod.Text("status.containerStatuses.0.containerID")} {pod.Text("status.containerStatuses.0.state.running.startedAt")}";
    }
}
