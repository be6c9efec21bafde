using System.Net;
using System.Text.Json.Nodes;
using Reeve.Kubernetes;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Nodes.Leases;
using Reeve.Runtime.Nodes.Machine;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Nodes;

public sealed class NodeControllerTests
{
    [Fact]
    public async Task Start_NoNode_RegisteredWithAllThatToolsRead()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();

        var node = harness.Stored;
        Assert.Equal("virtual-kubelet", node.Metadata.Labels["type"]);
        Assert.Equal("agent", node.Metadata.Labels["kubernetes.io/role"]);
        Assert.Equal(("linux", "amd64", "n1"), (node.Metadata.Labels["kubernetes.io/os"], node.Metadata.Labels["kubernetes.io/arch"], node.Metadata.Labels["kubernetes.io/hostname"]));
        Assert.Equal("virtual-kubelet.io/provider=process:NoSchedule", Assert.Single(node.Spec.Taints) is var taint ? $"{taint.Key}={taint.Value}:{taint.Effect}" : "");
        Assert.Equal("v1.20.2+reeve.0.1.0", node.Status.NodeInfo!.KubeletVersion);
        Assert.Equal("systemd 252 (252.31-1~deb12u1)", node.Status.NodeInfo.ContainerRuntimeVersion);
        Assert.Equal(("Test OS", "6.1", "linux"), (node.Status.NodeInfo.OsImage, node.Status.NodeInfo.KernelVersion, node.Status.NodeInfo.OperatingSystem));
        Assert.Equal(["Starting", "NodeHasSufficientMemory", "NodeHasNoDiskPressure", "NodeHasSufficientPID", "NodeReady"], harness.Events.Reasons);
        Assert.Equal(10250, node.Status.DaemonEndpoints!.KubeletEndpoint!.Port);
        Assert.Equal(["10.1.2.3", "fd00::3", "n1"], node.Status.Addresses.Select(address => address.Address));
        Assert.Equal(
            ["MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable", "Ready"], node.Status.Conditions.Select(condition => condition.Type));
    }

    [Fact]
    public async Task Start_NodeIsThere_TakenOverWithoutTouchingTaintsAndLabelsOfOthers()
    {
        var cluster = new FakeCluster();
        cluster.Put(NodeHarness.Path, new Node
        {
            Metadata = new ObjectMeta { Name = "n1", Labels = new Dictionary<string, string> { ["team"] = "a", ["kubernetes.io/os"] = "Linux" } },
            Spec = new NodeSpec { Taints = [new Taint { Key = "own", Effect = TaintEffects.NoSchedule }], Unschedulable = true },
            Status = new NodeStatus { Conditions = [new NodeCondition { Type = "KernelDeadlock", Status = "False" }] },
        });
        await using var harness = new NodeHarness(cluster);
        await harness.StartAsync();

        var node = harness.Stored;
        Assert.Equal(("a", "linux", "agent"), (node.Metadata.Labels["team"], node.Metadata.Labels["kubernetes.io/os"], node.Metadata.Labels["kubernetes.io/role"]));
        Assert.Equal("own", Assert.Single(node.Spec.Taints).Key);
        Assert.True(node.Spec.Unschedulable);
        Assert.Contains(node.Status.Conditions, condition => condition.Type == "KernelDeadlock");
        Assert.DoesNotContain("create nodes/n1", harness.Cluster.Requests);
    }

    [Fact]
    public async Task Start_RestrictedLabelsRefused_RegisteredWithoutThemAndTheWayOutSaid()
    {
        var cluster = new FakeCluster();
        cluster.Before = (verb, path) =>
        {
            // What the admission plugin answers to a node's own identity.
            if (verb == "create" && path == "nodes/n1" && cluster.Requests.All(request => request != "refused"))
            {
                cluster.Requests.Add("refused");
                throw FakeCluster.Error(HttpStatusCode.Forbidden, StatusReasons.Forbidden);
            }
        };
        await using var harness = new NodeHarness(cluster);
        await harness.StartAsync();

        Assert.False(harness.Stored.Metadata.Labels.ContainsKey("kubernetes.io/role"));
        Assert.Equal("virtual-kubelet", harness.Stored.Metadata.Labels["type"]);
        Assert.Contains("kubectl label node n1 --overwrite kubernetes.io/role=agent", harness.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KubeletPort_Set_InTheStatus()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();

        harness.Controller.KubeletPort = 31250;

        await Eventually.TrueAsync(() => harness.Stored.Status.DaemonEndpoints?.KubeletEndpoint?.Port == 31250, "the port is in the status");
    }

    [Fact]
    public async Task Run_PartReportsProblem_NotReadyWithTheReasonAndReadyAgain()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();

        harness.Readiness.Report("kubelet", "the kubelet API does not listen");
        await Eventually.TrueAsync(() => harness.Condition("Ready") == "False", "not ready");
        Assert.Contains("NodeNotReady", harness.Events.Reasons);
        Assert.Equal("the kubelet API does not listen", harness.Stored.Status.Conditions.Single(condition => condition.Type == "Ready").Message);

        harness.Readiness.Report("kubelet", null);
        await Eventually.TrueAsync(() => harness.Condition("Ready") == "True", "ready");
    }

    [Fact]
    public async Task Run_PartsStillStart_IsNoWarningUnlessItTakesLong()
    {
        await using var harness = new NodeHarness();
        harness.Readiness.Report("kubelet", "the kubelet API does not listen yet");
        harness.Begin();
        await harness.Controller.Registered.WaitAsync(Eventually.Deadline);
        await Eventually.TrueAsync(() => harness.Log.Text.Contains("Information 1963 Node n1 is not ready", StringComparison.Ordinal), "it is said");
        Assert.DoesNotContain("Warning 1963", harness.Log.Text, StringComparison.Ordinal);

        await harness.PassUntilAsync(
            () => harness.Log.Text.Contains("Warning 1963 Node n1 is not ready: the kubelet API does not listen yet", StringComparison.Ordinal), "it takes long");
        harness.Readiness.Report("kubelet", null);

        await Eventually.TrueAsync(() => harness.Log.Text.Contains("Information 1963 Node n1 is ready.", StringComparison.Ordinal), "ready");
    }

    [Fact]
    public async Task Run_ProviderFails_NotReadyUntilItAnswersAgain()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();

        harness.Provider.Fail("slurmctld does not answer");
        await Eventually.TrueAsync(() => harness.Condition("Ready") == "False", "not ready");
        Assert.Contains("slurmctld does not answer", harness.Stored.Status.Conditions.Single(condition => condition.Type == "Ready").Message, StringComparison.Ordinal);

        harness.Provider.Say(FakeNodeProvider.Describe());
        await harness.PassUntilAsync(() => harness.Condition("Ready") == "True", "ready again");
    }

    [Fact]
    public async Task Run_MemoryShort_PressureAtOnceAndGoneAfterThePeriod()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();

        harness.Sampler.Now = new MachineSample { MemoryAvailableBytes = 1 };
        await harness.PassUntilAsync(() => harness.Condition("MemoryPressure") == "True", "pressure");
        var gone = harness.Clock.GetUtcNow();
        harness.Sampler.Now = new MachineSample();
        await harness.PassUntilAsync(() => harness.Condition("MemoryPressure") == "False", "no pressure");

        Assert.True(harness.Clock.GetUtcNow() - gone >= TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(11));
    }

    [Fact]
    public async Task MarkNotReady_Running_SaidBeforeItReturns()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();

        await harness.Controller.MarkNotReadyAsync("node is shutting down", TimeSpan.FromSeconds(30), CancellationToken.None);

        Assert.Equal("False", harness.Condition("Ready"));
    }

    [Fact]
    public async Task Start_HalfAMachineAndNoTaint_AsConfigured()
    {
        await using var harness = new NodeHarness(options: NodeHarness.Options() with
        {
            Taints = [],
            Share = NodeShare.Divide([0.5, null])[0],
            Labels = new Dictionary<string, string> { ["zone"] = "a" },
            Addresses = ["192.0.2.9"],
            ProviderId = "lab://7",
        });
        await harness.StartAsync();

        Assert.Empty(harness.Stored.Spec.Taints);
        Assert.Equal("lab://7", harness.Stored.Spec.ProviderID);
        Assert.Equal("2", harness.Stored.Status.Capacity["cpu"].ToString());
        Assert.Equal("a", harness.Stored.Metadata.Labels["zone"]);
        Assert.Equal(["192.0.2.9", "n1"], harness.Stored.Status.Addresses.Select(address => address.Address));
    }
}
