using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Observation;
using Reeve.Plugins.Kubeadm.Steps.Addons;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.Plugins.Kubeadm.Tests.Addons;

/// <summary>Add-ons in a real control plane, without a node: by manifests in the shape of the well-known ones.</summary>
public sealed class ManifestStepTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Downloader _downloader = new();

    [RequiresFact(Component.ControlPlane)]
    public async Task Install_NetworkPlugin_IsThereAndObserved()
    {
        var plane = await ControlPlane.SharedAsync();
        using var api = new PlaneApi(plane);
        var kind = new ManifestStep(_downloader);
        var context = new TestContext { Api = api };
        var step = Step(kind, AddonSlots.Network, "net-a", "0.22.0", withCluster: false);

        var check = await context.DoAsync(kind, step);

        Assert.False(check.Done);
        Assert.Equal("10.1.0.0/16", (string?)JsonNode.Parse((string)(await plane.Admin.GetAsync("/api/v1/namespaces/net-a/configmaps/kube-flannel-cfg"))["data"]!["net-conf.json"]!)!["Network"]);
        Assert.Equal("large", (string?)(await plane.Admin.GetAsync("/apis/net-a.example.com/v1/networks/default"))["spec"]!["size"]);
        var facts = await ApiObserver.ObserveAsync(api, CancellationToken.None);
        Assert.EndsWith("0.22.0", facts.Components[AddonSlots.Network], StringComparison.Ordinal);
        Assert.Equal(Path.Combine(_directory.Path, "net-a-0.22.0.yaml"), facts.Addons[AddonSlots.Network]);
        Assert.True((await kind.CheckAsync(step, context, CancellationToken.None)).Done);

        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);
        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);
        await GoneAsync(plane, "/api/v1/namespaces/net-a/configmaps/kube-flannel-cfg");
        await GoneAsync(plane, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/networks.net-a.example.com");
        await GoneAsync(plane, "/api/v1/namespaces/kube-system/configmaps/reeve-addon-cni");
    }

    [RequiresTheory(Component.ControlPlane)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Upgrade_NextVersion_TakesAwayWhatItHasNotAndCanGoBack(bool cannotApply)
    {
        var plane = await ControlPlane.SharedAsync();
        using var api = new PlaneApi(plane) { CannotApply = cannotApply };
        var kind = new ManifestStep(_downloader);
        var context = new TestContext { Api = api };
        var space = cannotApply ? "store-old" : "store-new";
        await context.DoAsync(kind, Step(kind, AddonSlots.Storage, space, "0.1.0", withCluster: false));
        var config = $"/api/v1/namespaces/{space}/configmaps/kube-flannel-cfg";
        var secret = $"/api/v1/namespaces/{space}/secrets/only-0.1.0";
        var before = await plane.Admin.GetAsync(config);
        Assert.NotNull(await plane.Admin.FindAsync(secret));

        var upgrade = Step(kind, AddonSlots.Storage, space, "0.2.0", withCluster: false);
        context.OperationId = "op-2";
        var check = await context.DoAsync(kind, upgrade);
        Assert.Null(await plane.Admin.FindAsync(secret));
        Assert.Equal("0.2.0", (string?)(await plane.Admin.GetAsync(config))["data"]!["version"]);
        Assert.DoesNotContain("aGVsbG8=", check.Prior.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("csi.op-2", context.Secrets.Keys);

        await kind.UndoAsync(upgrade, check.Prior, context, CancellationToken.None);
        Assert.Equal("aGVsbG8=", (string?)(await plane.Admin.GetAsync(secret))["data"]!["key"]);
        Assert.True(JsonNode.DeepEquals(before["data"], (await plane.Admin.GetAsync(config))["data"]));
        Assert.Equal("0.1.0", (await ApiObserver.ObserveAsync(api, CancellationToken.None)).Addons[AddonSlots.Storage].Split('-')[^1].Replace(".yaml", "", StringComparison.Ordinal));

        var none = kind.Step(AddonSlots.Storage, "", new ManifestArguments { Cluster = Cluster, Slot = AddonSlots.Storage });
        context.OperationId = "op-3";
        await context.DoAsync(kind, none);
        await GoneAsync(plane, config);
        await GoneAsync(plane, "/api/v1/namespaces/kube-system/configmaps/reeve-addon-csi");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Undo_ObjectsOfSomebodyElse_AreWhatTheyWere()
    {
        var plane = await ControlPlane.SharedAsync();
        using var api = new PlaneApi(plane) { Fails = "/networks/default" };
        var kind = new ManifestStep(_downloader);
        var context = new TestContext { Api = api };
        await plane.Admin.CreateAsync("/api/v1/namespaces", """{"metadata": {"name": "theirs"}}""");
        await plane.Admin.CreateAsync("/api/v1/namespaces/theirs/configmaps", """{"metadata": {"name": "kube-flannel-cfg", "labels": {"whose": "theirs"}}, "data": {"a": "1"}}""");
        var step = Step(kind, "cni", "theirs", "0.22.0", withCluster: false);
        var check = await kind.CheckAsync(step, context, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<ProviderException>(async () => await ApplyAsync(kind, step, check, context));
        Assert.Contains("it is refused", refused.Message, StringComparison.Ordinal);
        api.Fails = "";
        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);

        var config = await plane.Admin.GetAsync("/api/v1/namespaces/theirs/configmaps/kube-flannel-cfg");
        Assert.Equal("""{"a":"1"} {"whose":"theirs"}""", $"{config["data"]!.ToJsonString()} {config["metadata"]!["labels"]!.ToJsonString()}");
        await GoneAsync(plane, "/apis/apps/v1/namespaces/theirs/daemonsets/agent");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Undo_WithItsCluster_AsksNothing()
    {
        var plane = await ControlPlane.SharedAsync();
        using var api = new PlaneApi(plane);
        var kind = new ManifestStep(_downloader);
        var step = Step(kind, "cni", "with", "0.22.0", withCluster: true);
        var check = await kind.CheckAsync(step, new TestContext { Api = api }, CancellationToken.None);

        await kind.UndoAsync(step, check.Prior, new TestContext(), CancellationToken.None); // there is no API
    }

    [Fact]
    public async Task Check_ChecksumIsAnother_IsRefused()
    {
        var kind = new ManifestStep(_downloader);
        Step(kind, "cni", "sum", "1.0.0", withCluster: false);
        var step = kind.Step("cni", "", new ManifestArguments { Cluster = Cluster, Slot = "cni", Source = Path.Combine(_directory.Path, "sum-1.0.0.yaml"), Sha256 = new string('0', 64) });

        var refused = await Assert.ThrowsAsync<ProviderException>(() => kind.CheckAsync(step, new TestContext(), CancellationToken.None));
        Assert.Contains("has the checksum", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _downloader.Dispose();
        _directory.Dispose();
    }

    private static ClusterId Cluster { get; } = new() { Owner = new Owner { Cluster = "test", Node = "machine" }, Name = "one" };

    // As the engine does: until it is done, or fails for a reason that does not pass.
    private static async Task ApplyAsync(ManifestStep kind, ClusterStep step, StepCheck check, TestContext context)
    {
        ProviderException? last = null;
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                await kind.ApplyAsync(step, check.Prior, context, CancellationToken.None);
                return true;
            }
            catch (ProviderException e)
            {
                last = e;
                return e.Reason is not ErrorReason.Transient;
            }
        }, "the manifest is applied");
        if (last is { Reason: not ErrorReason.Transient })
        {
            throw last;
        }
    }

    private static Task GoneAsync(ControlPlane plane, string path) =>
        plane.Admin.WaitAsync(path, found => found is null || found["metadata"]!["deletionTimestamp"] is not null, $"{path} is gone");

    private ClusterStep Step(ManifestStep kind, string slot, string name, string version, bool withCluster)
    {
        // Only one is found to be a network plugin: tests share the control plane.
        var agent = name == "net-a" ? "kube-flannel-ds" : "agent";
        var only = version == "0.1.0" ? $"---\n{{apiVersion: v1, kind: Secret, metadata: {{name: only-{version}, namespace: {name}}}, data: {{key: aGVsbG8=}}}}\n" : "";
        File.WriteAllText(Path.Combine(_directory.Path, $"{name}-{version}.yaml"), $$"""
            apiVersion: {{name}}.example.com/v1
            kind: Network
            metadata: {name: default}
            spec: {size: large}
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: {{agent}}, namespace: {{name}} }
            spec:
              selector: {matchLabels: {app: flannel} }
              template:
                metadata: {labels: {app: flannel} }
                spec:
                  containers:
                  - {name: kube-flannel, image: "docker.io/flannel/flannel:v{{version}}"}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: kube-flannel-cfg, namespace: {{name}} }
            data:
              version: {{version}}
              net-conf.json: |
                {"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"} }
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: networks.{{name}}.example.com}
            spec:
              group: {{name}}.example.com
              scope: Cluster
              names: {kind: Network, plural: networks}
              versions:
              - name: v1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true} }
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: {{name}} }

            """ + only);
        var spec = new ClusterSpec
        {
            Id = Cluster,
            Version = "1.20.2",
            Networking = new ClusterNetworking { PodSubnets = ["10.1.0.0/16"], Cni = slot == AddonSlots.Network ? Addon(name, version) : null },
            Storage = slot == AddonSlots.Storage ? Addon(name, version) : null,
        };
        return AddonPlanner.Steps(kind, spec, "", withCluster).Single();
    }

    private ClusterAddon Addon(string name, string version) => new() { Name = name, Version = version, Manifest = Path.Combine(_directory.Path, $"{name}-{version}.yaml") };
}
