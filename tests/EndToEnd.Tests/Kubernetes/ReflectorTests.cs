using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Testing;
using Reeve.Testing.Faults;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Kubernetes;

/// <summary>A reflector of a real API server ends up with the truth, whatever happens on the way.</summary>
public sealed class ReflectorTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [RequiresFact(Component.ControlPlane)]
    public async Task Reflector_ConnectionsCutAndServerAway_ConvergesToTheTruth()
    {
        var plane = await ControlPlane.SharedAsync();
        var ns = await plane.CreateNamespaceAsync("reflector");
        await using var proxy = TcpProxy.Start(plane.Server);
        using var admin = ClientTests.Client(plane.Kubeconfigs.Admin);
        using var client = ClientTests.Client(plane.Kubeconfigs.User("watcher", ["system:masters"], proxy.Https));
        using var factory = new ReflectorFactory(client);
        await using var reflector = factory.Start(ApiResources.ConfigMaps, Quick(ns));
        await reflector.WaitUntilSyncedAsync(None);
        for (var round = 0; round < 6; round++)
        {
            var name = "m" + (char)('a' + round);
            switch (round % 3)
            {
                case 0:
                    proxy.Cut();
                    break;
                case 1:
                    proxy.GoAway();
                    break;
                default:
                    proxy.Fault = new TcpFault { CutAfter = 700, PieceSize = 50 };
                    proxy.Cut();
                    break;
            }

            await admin.CreateAsync(ApiResources.ConfigMaps, ClientTests.Map(ns, name, "x"), None);
            if (round > 1)
            {
                await admin.DeleteAsync(ApiResources.ConfigMaps, ns, "m" + (char)('a' + round - 2), None);
            }

            proxy.Fault = new TcpFault();
            proxy.ComeBack();
            await ConvergedAsync(admin, reflector, ns);
        }
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Reflector_EtcdRestoredToAnOlderRevision_ForgetsWhatNeverWas()
    {
        await using var plane = await ControlPlane.StartAsync();
        using var admin = ClientTests.Client(plane.Kubeconfigs.Admin);
        await admin.CreateAsync(ApiResources.ConfigMaps, ClientTests.Map("default", "before", "x"), None);
        await plane.SaveEtcdAsync("saved");
        await admin.CreateAsync(ApiResources.ConfigMaps, ClientTests.Map("default", "after", "x"), None);
        using var factory = new ReflectorFactory(admin);
        await using var reflector = factory.Start(
            ApiResources.ConfigMaps, Quick("default") with { MinWatchTime = TimeSpan.FromSeconds(3), WatchdogGrace = TimeSpan.FromSeconds(2) });
        await reflector.WaitUntilSyncedAsync(None);
        Assert.NotNull(reflector.Find("default", "after"));
        for (var i = 0; i < 20; i++)
        {
            await admin.ReplaceAsync(ApiResources.ConfigMaps, ClientTests.Map("default", "after", $"{(char)('a' + i)}"), None);
        }

        await plane.RestoreEtcdAsync("saved");
        await Eventually.TrueAsync(() => reflector.Find("default", "after") is null, "what never was is forgotten");
        await ConvergedAsync(admin, reflector, "default");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task StartForObject_NodesIdentity_SeesSecretsOfItsPodsAlone()
    {
        var plane = await ControlPlane.SharedAsync();
        var ns = await plane.CreateNamespaceAsync("reflector");
        using var admin = ClientTests.Client(plane.Kubeconfigs.Admin);
        using var node = ClientTests.Client(plane.Kubeconfigs.Node(ns));
        foreach (var name in new[] { "mine", "other" })
        {
            await admin.CreateAsync(ApiResources.Secrets, Secret(ns, name, "one"), None);
        }

        await admin.CreateAsync(
            ApiResources.Pods,
            new Pod
            {
                Metadata = new() { Name = "p", Namespace = ns },
                Spec = new()
                {
                    NodeName = ns,
                    Containers = [new() { Name = "c", Image = "i" }],
                    Volumes = [new() { Name = "v", Secret = new() { SecretName = "mine" } }],
                },
            },
            None);
        using var factory = new ReflectorFactory(node);
        await using var mine = factory.StartForObject(ApiResources.Secrets, ns, "mine");
        await mine.Synced.WaitAsync(Eventually.Deadline);
        Assert.True(mine.Find(ns, "mine")!.Data["key"].Span.SequenceEqual("one"u8));
        await admin.ReplaceAsync(ApiResources.Secrets, Secret(ns, "mine", "two"), None);
        await Eventually.TrueAsync(() => mine.Find(ns, "mine")!.Data["key"].Span.SequenceEqual("two"u8), "the change is seen");

        await using var other = factory.StartForObject(ApiResources.Secrets, ns, "other");
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => other.WaitUntilSyncedAsync(None));
        Assert.True(error.IsForbidden);
        Assert.True(other.LastError!.IsForbidden);
    }

    private static Secret Secret(string ns, string name, string value) => new()
    {
        Metadata = new() { Name = name, Namespace = ns },
        StringData = new Dictionary<string, string> { ["key"] = value },
    };

    private static ReflectorOptions Quick(string ns) => new() { Namespace = ns, MaxBackoff = TimeSpan.FromMilliseconds(500) };

    private static Task ConvergedAsync(IKubernetesApi api, IReflector<ConfigMap> reflector, string ns) => Eventually.TrueAsync(
        async () =>
        {
            var truth = await api.ListAllAsync(ApiResources.ConfigMaps, ns, null, None);
            return Describe(truth.Items) == Describe(reflector.Snapshot());
        },
        "the reflector knows the truth");

    private static string Describe(IEnumerable<ConfigMap> maps) =>
        string.Join(' ', maps.Select(map => $"{map.Metadata.Uid}@{map.Metadata.ResourceVersion}").Order(StringComparer.Ordinal));
}
