using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Kubernetes.Events;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Kubernetes;

/// <summary>The client and a real API server understand each other.</summary>
public sealed class ClientTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [RequiresFact(Component.ControlPlane)]
    public async Task ConfigMaps_EveryVerb_DoesWhatItSays()
    {
        var plane = await ControlPlane.SharedAsync();
        using var client = Client(plane.Kubeconfigs.Admin);
        var ns = await plane.CreateNamespaceAsync("client");
        var map = Map(ns, "a", "one");
        var created = await client.CreateAsync(ApiResources.ConfigMaps, map, None);
        Assert.NotEmpty(created.Metadata.Uid!);
        Assert.True((await FailAsync(client.CreateAsync(ApiResources.ConfigMaps, map, None))).IsAlreadyExists);

        var replaced = await client.ReplaceAsync(ApiResources.ConfigMaps, created with { Data = Data("two") }, None);
        Assert.True((await FailAsync(client.ReplaceAsync(ApiResources.ConfigMaps, created with { Data = Data("three") }, None))).IsConflict);
        Assert.Equal("two", replaced.Data["key"]);

        foreach (var (patch, options, value) in Patches(ns))
        {
            var patched = await client.PatchAsync(ApiResources.ConfigMaps, ns, "a", patch, options, None);
            Assert.Equal(value, patched.Data["key"]);
        }

        var invalid = await FailAsync(client.CreateAsync(ApiResources.ConfigMaps, Map(ns, "NOT A NAME", "x"), None));
        Assert.True(invalid.IsInvalid);
        Assert.Equal("metadata.name", Assert.Single(invalid.Causes).Field);

        await Task.WhenAll(Enumerable.Range(0, 7).Select(i => client.CreateAsync(ApiResources.ConfigMaps, Map(ns, "m" + (char)('a' + i), "x") with { }, None)));
        var all = await client.ListAllAsync(ApiResources.ConfigMaps, ns, new() { Limit = 3, FieldSelector = "metadata.name!=kube-root-ca.crt" }, None);
        Assert.Equal(8, all.Items.Count);

        await client.DeleteAsync(ApiResources.ConfigMaps, ns, "a", new() { Preconditions = new() { Uid = created.Metadata.Uid } }, None);
        Assert.Null(await client.FindAsync(ApiResources.ConfigMaps, ns, "a", None));
        await client.DeleteCollectionAsync(ApiResources.ConfigMaps, ns, new() { FieldSelector = "metadata.name!=kube-root-ca.crt" }, null, None);
        Assert.Empty((await client.ListAllAsync(ApiResources.ConfigMaps, ns, new() { FieldSelector = "metadata.name!=kube-root-ca.crt" }, None)).Items);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Subresources_TokensStatusReviewsAndVersion_AreAnswered()
    {
        var plane = await ControlPlane.SharedAsync();
        using var client = Client(plane.Kubeconfigs.Admin);
        var ns = await plane.CreateNamespaceAsync("client");
        var version = await client.GetVersionAsync(None);
        Assert.True(version.IsAtLeast(20));

        var request = new TokenRequest { Spec = new() { ExpirationSeconds = 600 } };
        var token = await client.CreateAsync(ApiResources.ServiceAccountTokens, ns, "default", request, null, None);
        Assert.NotEmpty(token.Status.Token);
        var review = await client.CreateAsync(ApiResources.TokenReviews, new TokenReview { Spec = new() { Token = token.Status.Token } }, None);
        Assert.True(review.Status.Authenticated);
        Assert.Equal($"system:serviceaccount:{ns}:default", review.Status.User!.Username);

        var node = new Node { Metadata = new() { Name = ns } };
        await client.CreateAsync(ApiResources.Nodes, node, None);
        var status = new Node { Status = new() { Conditions = [new() { Type = "Ready", Status = "True", Reason = "Test" }] } };
        var patched = await client.PatchAsync(ApiResources.Nodes.Status, null, ns, KubernetesPatch.Strategic(status), None);
        Assert.Equal("Test", patched.Status.Conditions.Single(condition => condition.Type == "Ready").Reason);
        await client.DeleteAsync(ApiResources.Nodes, null, ns, None);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task WatchAsync_FromAForgottenVersion_IsGone()
    {
        // A server that has just started knows no change from before.
        await using var plane = await ControlPlane.StartAsync();
        await plane.StopAsync(ControlPlanePart.Api);
        await plane.StartAsync(ControlPlanePart.Api);
        using var client = Client(plane.Kubeconfigs.Admin);
        var error = await FailAsync(Task.Run(async () =>
        {
            await foreach (var _ in client.WatchAsync(ApiResources.ConfigMaps, null, new() { ResourceVersion = "1" }, None))
            {
                // The first thing to come is the error.
            }
        }).WaitAsync(Eventually.Deadline));
        Assert.True(error.IsGone);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task EventRecorder_Repeats_AreCountedInTheApi()
    {
        var plane = await ControlPlane.SharedAsync();
        using var client = Client(plane.Kubeconfigs.Admin);
        var ns = await plane.CreateNamespaceAsync("client");
        var map = await client.CreateAsync(ApiResources.ConfigMaps, Map(ns, "subject", "x"), None);
        await using (var recorder = new EventRecorder(client, new() { Host = "n1" }))
        {
            for (var i = 0; i < 3; i++)
            {
                recorder.Record(ObjectReferences.To(map), EventTypes.Warning, "BackOff", "again");
            }

            recorder.Record(new() { Kind = "Node", Name = ns, Uid = ns }, EventTypes.Normal, "Starting", "a node");
        }

        var stored = Assert.Single((await client.ListAllAsync(ApiResources.Events, ns, null, None)).Items);
        Assert.Equal(("BackOff", "again", 3), (stored.Reason, stored.Message, stored.Count));
        var listed = await client.ListAllAsync(ApiResources.Events, "default", new() { FieldSelector = $"involvedObject.name={ns}" }, None);
        Assert.Equal("Starting", Assert.Single(listed.Items).Reason);
    }

    internal static KubernetesClient Client(string kubeconfig) => new(new KubeconfigLoader().Load([kubeconfig]));

    internal static ConfigMap Map(string ns, string name, string value) =>
        new() { Metadata = new() { Name = name, Namespace = ns }, Data = Data(value) };

    private static async Task<KubernetesApiException> FailAsync(Task request) => await Assert.ThrowsAsync<KubernetesApiException>(() => request);

    private static Dictionary<string, string> Data(string value) => new() { ["key"] = value };

    private static IEnumerable<(KubernetesPatch Patch, WriteOptions? Options, string Value)> Patches(string ns)
    {
        yield return (KubernetesPatch.Strategic(new ConfigMap { Data = Data("strategic") }), null, "strategic");
        yield return (KubernetesPatch.Merge("""{"data":{"key":"merge"}}"""u8.ToArray()), null, "merge");
        yield return (KubernetesPatch.Json("""[{"op":"replace","path":"/data/key","value":"json"}]"""u8.ToArray()), null, "json");
        yield return (KubernetesPatch.Apply(Map(ns, "a", "apply"), KubernetesJson.GetTypeInfo<ConfigMap>()), new() { FieldManager = "test", Force = true }, "apply");
    }
}
