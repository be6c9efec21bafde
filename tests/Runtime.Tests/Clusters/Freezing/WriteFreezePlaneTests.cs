using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Freezing;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Freezing;

/// <summary>A real API server refuses writes while the webhook of the agent is there, and goes on when the agent is gone.</summary>
public sealed class WriteFreezePlaneTests(OwnPlane own) : IClassFixture<OwnPlane>
{
    [RequiresFact(Component.ControlPlane)]
    public async Task Freeze_RealApiServer_RefusesCreateAndEditUntilThawed()
    {
        var plane = own.Plane;
        using var apis = new PlaneApi(plane);
        var ns = await plane.CreateNamespaceAsync("frozen");
        await plane.Kubectl.RunAsync("create", "configmap", "there", "--from-literal=a=1", "--namespace", ns);
        await using (var freeze = New(apis))
        {
            await freeze.FreezeAsync(PlaneApi.Cluster, CancellationToken.None);
            await FrozenAsync(freeze);

            var create = await plane.Kubectl.TryAsync("create", "configmap", "new", "--namespace", ns);
            var edit = await plane.Kubectl.TryAsync("patch", "configmap", "there", "--type=merge", "--patch", """{"data":{"a":"2"}}""", "--namespace", ns);
            var delete = await plane.Kubectl.TryAsync("delete", "configmap", "there", "--namespace", ns);
            var space = await plane.Kubectl.TryAsync("create", "namespace", "another");
            Assert.All([create, edit, delete, space], refused => Assert.Contains(FreezeRules.Message, refused.Error, StringComparison.Ordinal));

            // Parts of Kubernetes and the system's namespaces go on.
            await plane.Kubectl.RunAsync("create", "configmap", "new", "--namespace", "kube-system");
            var node = plane.Kubectl.As(plane.Kubeconfigs.User("system:node:n", ["system:nodes", "system:masters"]));
            await node.RunAsync("create", "configmap", "by-a-node", "--namespace", ns);
            await plane.Admin.CreateAsync(
                $"/apis/coordination.k8s.io/v1/namespaces/{ns}/leases", """{ "metadata": { "name": "l" }, "spec": { "holderIdentity": "h" } }""");
            await plane.Admin.CreateAsync(
                $"/api/v1/namespaces/{ns}/events", $$"""{ "metadata": { "name": "e" }, "involvedObject": { "namespace": "{{ns}}", "kind": "Pod", "name": "p" } }""");

            await freeze.StopAsync(CancellationToken.None); // in good order: nothing stays
            Assert.Empty(await plane.Admin.ListAsync("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations"));
        }

        await Eventually.TrueAsync(async () => (await plane.Kubectl.TryAsync("create", "configmap", "after", "--namespace", ns)).Succeeded, "writes are allowed again");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Freeze_AgentIsKilled_WritesGoOnAndTheNextOneCleansUp()
    {
        var plane = own.Plane;
        using var apis = new PlaneApi(plane);
        var ns = await plane.CreateNamespaceAsync("killed");
        var killed = New(apis);
        await killed.FreezeAsync(PlaneApi.Cluster, CancellationToken.None);
        await FrozenAsync(killed);
        await killed.DisposeAsync(); // its port is closed; the webhook stays, as after SIGKILL

        await plane.Kubectl.RunAsync("create", "configmap", "unhindered", "--namespace", ns);
        await using var next = New(apis);
        await next.KeepAsync(PlaneApi.Cluster, () => null, CancellationToken.None);

        Assert.Null(await plane.Admin.FindAsync(FreezeObjects.WebhookPath));
    }

    private static WriteFreeze New(PlaneApi apis) => new(
        new ClusterOptions { Directory = "/nonexistent", Owner = PlaneApi.Cluster.Owner }, apis, TimeProvider.System, NullLoggerFactory.Instance);

    private static Task FrozenAsync(WriteFreeze freeze) => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                await freeze.RequireFrozenAsync(PlaneApi.Cluster, CancellationToken.None);
                return true;
            }
            catch (ProviderException e) when (e.Reason is ErrorReason.Transient)
            {
                return false;
            }
        },
        "writes are refused");
}
