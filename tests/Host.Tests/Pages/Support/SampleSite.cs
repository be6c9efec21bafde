using Reeve.Clusters;
using Reeve.Host.Pages.Documents;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Control;
using Reeve.Host.Tests.Proxies.Support;
using Reeve.Kubernetes;
using Reeve.Proxies;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Proxies.Certificates;

namespace Reeve.Host.Tests.Pages.Support;

/// <summary>An agent that has a bit of everything.</summary>
internal sealed class SampleSite(TestApi api)
{
    public const string Upgrade = "20260101-000000000-abcdef";

    public FakeAgent Agent { get; } = new();

    /// <summary>Fills the API; after it has started, its page is shown the nodes and pods too.</summary>
    public async Task StartAsync()
    {
        FillClusters();
        await FillProxiesAsync();
        api.Plugins.Plugins =
        [
            Plugin("kubeadm", "Makes and removes single-node clusters with kubeadm and k3s.", (ProviderKind.Cluster, "kubeadm"), (ProviderKind.Cluster, "k3s")),
            Plugin("process", "Runs containers as processes of this machine.", (ProviderKind.Driver, "process")),
            Plugin("thermal", "Runs pods as jobs of a printer.", (ProviderKind.Workload, "thermal")) with
            {
                Status = PluginStatus.Incompatible, Reason = "It needs contract 0.9; this host has 0.1. Install a version for 0.1.",
            },
        ];
        Agent.Pods.AddRange(
        [
            Pod("checkout-7c9d", "Running", """{"running":{}}""", ready: true),
            Pod("checkout-x2fq", "Running", """{"running":{}}""", ready: true),
            Pod("report", "Pending", """{"waiting":{"reason":"ContainerCreating"}}""", ready: false),
            Pod("mail", "Running", """{"waiting":{"reason":"CrashLoopBackOff","message":"back-off 40s restarting failed container=<img src=x onerror=alert(1)>"}}""", ready: false, restarts: 5),
        ]);
        await api.StartAsync();
        api.Api.Page!.Show(Agent, static () =>
        [
            new NodeInfo
            {
                Name = "rack-1", Provider = "systemd", Cluster = "https://10.0.0.1:6443", State = "Ready", Addresses = ["10.0.0.11"], Version = "v1.31.0",
                Allocatable = new Dictionary<string, string> { ["cpu"] = "16", ["memory"] = "65862144Ki", ["pods"] = "110" },
            },
            new NodeInfo { Name = "rack-2", Provider = "slurm", Cluster = "https://10.0.0.1:6443", State = "NotReady", Reason = "The Slurm controller does not answer." },
        ]);
    }

    /// <summary>A pod of this agent.</summary>
    public static Pod Pod(string name, string phase, string state, bool ready, int restarts = 0) => KubernetesJson.Deserialize<Pod>($$$"""
        {"metadata":{"name":"{{{name}}}","namespace":"shop","uid":"uid-{{{name}}}","creationTimestamp":"{{{TimeProvider.System.GetUtcNow().AddMinutes(-12):yyyy-MM-ddTHH:mm:ssZ}}}"},
         "spec":{"nodeName":"rack-1","containers":[{"name":"main"}]},
         "status":{"phase":"{{{phase}}}","podIP":"10.0.4.7","containerStatuses":[{"name":"main","image":"registry.example.org/shop/{{{name}}}:1.4","ready":{{{(ready ? "true" : "false")}}},"restartCount":{{{restarts}}},"state":{{{state}}}}]} }
        """);

    /// <summary>An operation that is so far.</summary>
    public static Operation Operation(OperationState state, params IReadOnlyList<StepState> steps)
    {
        string[] titles = ["Drain the node", "Install kubeadm v1.31.2", "Run kubeadm upgrade apply", "Restart the kubelet", "Wait for the API server"];
        return TestApi.OperationOf(StepState.Pending, "edge-2") with
        {
            Id = Upgrade, Intent = ClusterIntent.Upgrade, State = state, Error = "", StartedAt = TimeProvider.System.GetUtcNow().AddMinutes(-3),
            EndedAt = state is OperationState.Running or OperationState.Undoing or OperationState.Stuck ? null : TimeProvider.System.GetUtcNow(),
            Steps = [.. titles.Select((title, i) => new OperationStep { Id = title, Title = title, State = i < steps.Count ? steps[i] : StepState.Pending })],
        };
    }

    private static PluginInfo Plugin(string id, string description, params IEnumerable<(ProviderKind Kind, string Name)> provides) => new()
    {
        Id = id, Version = "0.1.0", Status = PluginStatus.Active, Path = $"/opt/reeve/plugins/{id}", Description = description, Instances = 1,
        Providers = [.. provides.Select(static one => new ProviderInfo { Kind = one.Kind, Name = one.Name })],
    };

    private void FillClusters()
    {
        var now = TimeProvider.System.GetUtcNow();
        IReadOnlyList<ClusterConditionState> good =
        [
            .. new[] { "ClusterReady", "ControlPlaneReady", "NodeReady" }.Select(type => new ClusterConditionState { Type = type, Status = true, LastTransitionTime = now.AddDays(-9) }),
        ];
        var edge = new ClusterView
        {
            Name = "default", Type = "kubeadm", Phase = ClusterPhase.Provisioned, Description = "Cluster is installed and available", Conditions = good, KubernetesVersion = "1.31.2",
            Endpoint = "https://10.0.0.1:6443",
            Certificates =
            [
                new ClusterCertificate { Name = "apiserver", NotBefore = now.AddDays(-344), NotAfter = now.AddDays(20.5) },
                new ClusterCertificate { Name = "ca", NotBefore = now.AddDays(-344), NotAfter = now.AddDays(3305.5), Authority = true },
            ],
        };
        api.Clusters.Set(edge);
        api.Clusters.Set(edge with
        {
            Name = "edge-2", Phase = ClusterPhase.Upgrading, Description = "Upgrade to v1.31.2", KubernetesVersion = "1.30.6", Endpoint = "https://10.0.0.2:6443", Certificates = [], OperationId = Upgrade,
            Conditions = [.. good.Take(2), good[2] with { Status = false, Message = "The node is drained.", LastTransitionTime = now.AddMinutes(-2) }],
        });
        api.Operations.Set(Operation(OperationState.Running, StepState.Done, StepState.Done, StepState.Applying));
    }

    private async Task FillProxiesAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        await api.Proxies.Fake.ApplyAsync(SampleProxies.Shop, "somebody", null, CancellationToken.None);
        api.Proxies.Fake.Observation = new ProxyObservation { Revision = 1, Connections = new Dictionary<string, long> { ["web"] = 42 } };
        api.Proxies.Statuses.Add(new CertificateStatus
        {
            Name = "shop", Names = ["shop.example.org", "www.example.org"], Source = "authority ca", NotBefore = now.AddDays(-28), NotAfter = now.AddDays(62.5), RenewAt = now.AddDays(32.5),
        });
    }
}
