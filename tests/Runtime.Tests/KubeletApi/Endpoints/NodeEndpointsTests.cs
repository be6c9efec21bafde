using System.Net;
using System.Text.Json.Nodes;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Planning;
using Reeve.Runtime.Engine.Probes;
using Reeve.Runtime.KubeletApi;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.KubeletApi.Endpoints;

public sealed class NodeEndpointsTests : IAsyncLifetime
{
    private static readonly PodId Web = new() { Owner = new Owner { Cluster = "c", Node = "node" }, Uid = "uid-of-web" };
    private readonly ManualTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private KubeletFixture _kubelet = null!;

    public async Task InitializeAsync()
    {
        _kubelet = await KubeletFixture.StartAsync(time: _time, change: static setup => setup with
        {
            Configuration = static () => new JsonObject { ["maxPods"] = 42 },
        });
        _kubelet.Provider.Stats = () => [Measured(TimeSpan.FromSeconds(10))];
    }

    public async Task DisposeAsync() => await _kubelet.DisposeAsync();

    [Fact]
    public async Task Pods_All_AreAPodList()
    {
        var list = KubernetesJson.Deserialize<KubernetesList<Pod>>(await _kubelet.GetAsync("/pods"));

        Assert.Equal("PodList", list.Kind);
        Assert.Equal("web", Assert.Single(list.Items).Metadata.Name);
    }

    [Fact]
    public async Task RunningPods_Leaving_AreLeftOut()
    {
        var pod = FakePods.Running("leaving");
        _kubelet.Pods.Add(pod with { Metadata = pod.Metadata with { DeletionTimestamp = new Time(_time.GetUtcNow()) } });
        _kubelet.Pods.Add(pod with { Metadata = pod.Metadata with { Name = "waiting" }, Status = new PodStatus { Phase = PodPhases.Pending } });

        var list = KubernetesJson.Deserialize<KubernetesList<Pod>>(await _kubelet.GetAsync("/runningpods/"));

        Assert.Equal("web", Assert.Single(list.Items).Metadata.Name);
    }

    [Fact]
    public async Task Summary_NodeAndPods_HaveWhatToolsRead()
    {
        var summary = JsonNode.Parse(await _kubelet.GetAsync("/stats/summary"))!;

        Assert.Equal("node", (string?)summary["node"]!["nodeName"]);
        foreach (var path in (string[])["cpu/usageCoreNanoSeconds", "memory/workingSetBytes", "memory/availableBytes", "memory/usageBytes", "memory/rssBytes",
            "memory/pageFaults", "fs/availableBytes", "fs/capacityBytes", "fs/usedBytes", "fs/inodesFree", "runtime/imageFs/usedBytes", "rlimit/maxpid", "rlimit/curproc", "startTime", "swap/swapUsageBytes"])
        {
            Assert.True(Find(summary["node"]!, path) is not null, path);
        }

        var pod = summary["pods"]!.AsArray().Single()!;
        Assert.Equal("web", (string?)pod["podRef"]!["name"]);
        Assert.Equal("uid-of-web", (string?)pod["podRef"]!["uid"]);
        Assert.Equal(10_000_000_000, (long)pod["cpu"]!["usageCoreNanoSeconds"]!);
        Assert.Equal(1000, (long)pod["containers"]![0]!["memory"]!["workingSetBytes"]!);
        Assert.Equal(3, (long)pod["process_stats"]!["process_count"]!);
        Assert.Equal(77, (long)pod["ephemeral-storage"]!["usedBytes"]!);
        Assert.Equal(11, (long)pod["network"]!["rxBytes"]!);
    }

    [Fact]
    public async Task Summary_OfANodeThatKeepsImages_SaysWhatTheyTakeAndContainersWrote()
    {
        await using var kubelet = await KubeletFixture.StartAsync(time: _time, change: static setup => setup with { ImageBytes = static () => 4711 });
        var measured = Measured(TimeSpan.FromSeconds(10));
        kubelet.Provider.Stats = () => [measured with { Containers = [measured.Containers[0] with { RootFileSystemUsedBytes = 55 }] }];

        var summary = JsonNode.Parse(await kubelet.GetAsync("/stats/summary"))!;

        var runtime = summary["node"]!["runtime"]!;
        Assert.Equal((4711, 55), ((long)runtime["imageFs"]!["usedBytes"]!, (long)runtime["containerFs"]!["usedBytes"]!));
        Assert.Equal(55, (long)summary["pods"]![0]!["containers"]![0]!["rootfs"]!["usedBytes"]!);
        Assert.Equal((long)summary["node"]!["fs"]!["capacityBytes"]!, (long)runtime["imageFs"]!["capacityBytes"]!);
    }

    [Fact]
    public async Task Summary_OnlyCpuAndMemory_LeavesTheRestOut()
    {
        var summary = JsonNode.Parse(await _kubelet.GetAsync("/stats/summary?only_cpu_and_memory=true"))!;

        Assert.Null(summary["node"]!["fs"]);
        Assert.NotNull(summary["node"]!["cpu"]);
        Assert.Null(summary["pods"]![0]!["network"]);
    }

    [Fact]
    public async Task Summary_Rates_AreOverTheLastSeconds()
    {
        // Began 100 s ago and used 10 s: a tenth of a processor until more is known.
        var first = JsonNode.Parse(await _kubelet.GetAsync("/stats/summary"))!["pods"]![0]!["containers"]![0]!["cpu"]!;
        Assert.Equal(100_000_000, (long)first["usageNanoCores"]!);

        _time.Advance(TimeSpan.FromSeconds(20));
        _kubelet.Provider.Stats = () => [Measured(TimeSpan.FromSeconds(20))];

        var second = JsonNode.Parse(await _kubelet.GetAsync("/stats/summary"))!["pods"]![0]!["containers"]![0]!["cpu"]!;
        Assert.Equal(500_000_000, (long)second["usageNanoCores"]!);
    }

    [Fact]
    public async Task Resource_Series_AreWhatMetricsServerReads()
    {
        var text = await _kubelet.GetAsync("/metrics/resource");

        Assert.Contains("container_cpu_usage_seconds_total{namespace=\"default\",pod=\"web\",container=\"main\"} 10 ", text, StringComparison.Ordinal);
        Assert.Contains("container_memory_working_set_bytes{namespace=\"default\",pod=\"web\",container=\"main\"} 1000 ", text, StringComparison.Ordinal);
        Assert.Contains("container_start_time_seconds{", text, StringComparison.Ordinal);
        Assert.Contains("pod_cpu_usage_seconds_total{namespace=\"default\",pod=\"web\"} 10 ", text, StringComparison.Ordinal);
        Assert.Contains("pod_memory_working_set_bytes{", text, StringComparison.Ordinal);
        Assert.Contains("\nnode_cpu_usage_seconds_total ", text, StringComparison.Ordinal);
        Assert.Contains("\nnode_memory_working_set_bytes ", text, StringComparison.Ordinal);
        Assert.Contains("\nresource_scrape_error 0\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cadvisor_Series_AreWhatDashboardsRead()
    {
        var text = await _kubelet.GetAsync("/metrics/cadvisor");

        const string labels = "container=\"main\",id=\"/kubepods/poduid-of-web/main\",image=\"busybox\",name=\"process://1\",namespace=\"default\",pod=\"web\"";
        foreach (var sample in (string[])[$"container_cpu_usage_seconds_total{{{labels},cpu=\"total\"}} 10 ", $"container_memory_working_set_bytes{{{labels}}} 1000 ",
            $"container_spec_cpu_quota{{{labels}}} 50000 ", $"container_spec_cpu_period{{{labels}}} 100000 ", $"container_spec_cpu_shares{{{labels}}} 256 ", $"container_spec_memory_limit_bytes{{{labels}}} 67108864 "])
        {
            Assert.Contains(sample, text, StringComparison.Ordinal);
        }

        Assert.Contains("container_network_receive_bytes_total{container=\"\",id=\"/kubepods/poduid-of-web\",interface=\"eth0\",namespace=\"default\",pod=\"web\"} 11 ", text, StringComparison.Ordinal);
        Assert.Contains("machine_cpu_cores ", text, StringComparison.Ordinal);
        Assert.Contains("container_cpu_usage_seconds_total{container=\"\",id=\"/\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_Counts_AreSeries()
    {
        _kubelet.Provider.Probes = [new ProbeCount(Web, "main", ProbeKind.Readiness, ProbeOutcome.Failure, 4), new ProbeCount(Web with { Uid = "gone" }, "main", ProbeKind.Liveness, ProbeOutcome.Success, 1)];

        var text = await _kubelet.GetAsync("/metrics/probes");

        Assert.Contains(
            "prober_probe_total{container=\"main\",namespace=\"default\",pod=\"web\",pod_uid=\"uid-of-web\",probe_type=\"Readiness\",result=\"failed\"} 4\n",
            text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("gone", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_Node_HasWhatDashboardsRead()
    {
        var text = await _kubelet.GetAsync("/metrics");

        foreach (var sample in (string[])["kubelet_node_name{node=\"node\"} 1\n", "kubelet_running_pods 1\n", "kubelet_running_containers{container_state=\"running\"} 1\n", "process_resident_memory_bytes ", "kubernetes_build_info{"])
        {
            Assert.Contains(sample, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Stats_ProviderFails_IsSaid()
    {
        _kubelet.Provider.Stats = static () => throw new ProviderException(ErrorReason.Transient, "away");

        Assert.Contains("\nresource_scrape_error 1\n", await _kubelet.GetAsync("/metrics/resource"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_NodeWithoutMachine_IsTheSumOfItsPods()
    {
        await using var kubelet = await KubeletFixture.StartAsync(time: _time, change: static setup => setup with { Node = static () => new NodeDescription() });
        kubelet.Provider.Stats = () => [Measured(TimeSpan.FromSeconds(10))];

        var summary = JsonNode.Parse(await kubelet.GetAsync("/stats/summary"))!;

        Assert.Equal(10_000_000_000, (long)summary["node"]!["cpu"]!["usageCoreNanoSeconds"]!);
        Assert.Equal(1000, (long)summary["node"]!["memory"]!["workingSetBytes"]!);
    }

    [Fact]
    public async Task Config_Further_IsMerged()
    {
        var configuration = JsonNode.Parse(await _kubelet.GetAsync("/configz"))!["kubeletconfig"]!;

        Assert.Equal(42, (int)configuration["maxPods"]!);
        Assert.Equal("4h0m0s", (string?)configuration["streamingConnectionIdleTimeout"]);
        Assert.False((bool)configuration["authentication"]!["anonymous"]!["enabled"]!);
    }

    [Fact]
    public async Task Health_Checks_AreToldOneByOne()
    {
        string? problem = null;
        await using var kubelet = await KubeletFixture.StartAsync(change: setup => setup with { HealthChecks = [new KubeletHealthCheck("syncloop", () => problem)] });
        Assert.Equal("ok", await kubelet.GetAsync("/healthz/syncloop"));
        Assert.Contains("[+]syncloop ok\n", await kubelet.GetAsync("/healthz?verbose"), StringComparison.Ordinal);

        problem = "stuck";

        Assert.Equal("ok", await kubelet.GetAsync("/healthz/ping"));
        var (code, text) = await kubelet.AskAsync("/healthz");
        Assert.Equal(HttpStatusCode.InternalServerError, code);
        Assert.Contains("[-]syncloop failed: stuck", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await kubelet.AskAsync("/healthz/none")).Code);
    }

    [Theory]
    [InlineData("/logs/", 405)]
    [InlineData("/debug/runtime", 405)]
    [InlineData("/nothing", 404)]
    [InlineData("/", 404)]
    [InlineData("/metrics/none", 404)]
    public async Task Ask_DisabledOrUnknown_IsRefused(string path, int code) => Assert.Equal(code, (int)(await _kubelet.AskAsync(path)).Code);

    [Fact]
    public async Task Ask_WrongMethod_IsRefused() => Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _kubelet.AskAsync("/pods", HttpMethod.Delete)).Code);

    [Fact]
    public async Task Debug_Enabled_Answers()
    {
        await using var kubelet = await KubeletFixture.StartAsync(new KubeletApiOptions { Debug = true });

        Assert.Contains("heap bytes", await kubelet.GetAsync("/debug/runtime"), StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task NodeLogs_Directory_IsConfined()
    {
        using var directory = new TempDirectory();
        var root = Directory.CreateDirectory(System.IO.Path.Combine(directory.Path, "log")).FullName;
        await File.WriteAllTextAsync(System.IO.Path.Combine(directory.Path, "secret"), "secret");
        await File.WriteAllTextAsync(System.IO.Path.Combine(root, "a <b>.log"), "text of a");
        Directory.CreateDirectory(System.IO.Path.Combine(root, "sub"));
        File.CreateSymbolicLink(System.IO.Path.Combine(root, "out"), "../secret");
        File.CreateSymbolicLink(System.IO.Path.Combine(root, "absolute"), System.IO.Path.Combine(directory.Path, "secret"));
        File.CreateSymbolicLink(System.IO.Path.Combine(root, "in"), "a <b>.log");
        await using var kubelet = await KubeletFixture.StartAsync(new KubeletApiOptions { LogDirectory = root });

        var listing = await kubelet.GetAsync("/logs/");
        Assert.Contains("<a href=\"a%20%3Cb%3E.log\">a &lt;b&gt;.log</a>", listing, StringComparison.Ordinal);
        Assert.Contains("<a href=\"sub/\">sub/</a>", listing, StringComparison.Ordinal);
        Assert.Equal("text of a", await kubelet.GetAsync("/logs/a%20%3Cb%3E.log"));
        Assert.Equal("text of a", await kubelet.GetAsync("/logs/in"));
        foreach (var path in (string[])["/logs/out", "/logs/absolute", "/logs/..%2Fsecret", "/logs/%2e%2e/secret", "/logs/none", "/logs/sub/none"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await kubelet.AskAsync(path)).Code);
        }
    }

    private PodStats Measured(TimeSpan used) => new()
    {
        Id = Web,
        NetworkReceivedBytes = 11,
        NetworkSentBytes = 12,
        EphemeralStorageUsedBytes = 77,
        Containers =
        [
            new ContainerStats
            {
                Name = "main",
                Time = _time.GetUtcNow(),
                StartedAt = _time.GetUtcNow().AddSeconds(-(used.TotalSeconds * 10)).AddSeconds(used.TotalSeconds == 20 ? 80 : 0),
                CpuTime = used,
                MemoryWorkingSetBytes = 1000,
                MemoryRssBytes = 800,
                Tasks = 3,
            },
        ],
    };

    private static JsonNode? Find(JsonNode node, string path) =>
        path.Split('/').Aggregate((JsonNode?)node, static (at, name) => at?[name]);
}
