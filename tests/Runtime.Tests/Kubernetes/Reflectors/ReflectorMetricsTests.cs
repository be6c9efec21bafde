using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Tests.Kubernetes.Fakes;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Reflectors;

public sealed class ReflectorMetricsTests
{
    [Fact]
    public async Task Reflector_ListsAndEvents_AreMeasuredByResource()
    {
        using var counters = new Counters();
        await using var server = await TruthServer.StartAsync();
        server.Put("a", "1");
        using var client = new KubernetesClient(new() { Server = server.Address });
        using var factory = new ReflectorFactory(client, meterFactory: counters);
        await using (var reflector = factory.Start(ApiResources.ConfigMaps, ReflectorHarness.Quick))
        {
            await reflector.WaitUntilSyncedAsync(CancellationToken.None);
            await using var changes = reflector.ChangesAsync(CancellationToken.None).GetAsyncEnumerator();
            Assert.True(await changes.MoveNextAsync());
            await Eventually.TrueAsync(() => server.Watching == 1, "a watch");
            server.Put("a", "2");
            server.Put("b", "1");
            await Eventually.TrueAsync(() => counters.Value("reeve.kubernetes.reflector.events", "configmaps") == 2, "two events");
            server.Inject(WatchFault.Expire);
            await Eventually.TrueAsync(() => counters.Value("reeve.kubernetes.reflector.lists", "configmaps") == 2, "a second list");
            Assert.Equal(2, counters.Value("reeve.kubernetes.reflector.objects", "configmaps"));
            Assert.Equal(1, counters.Value("reeve.kubernetes.reflector.active", "configmaps"));

            // Synced, and the changes of two objects, wait for the reader.
            Assert.Equal(3, counters.Value("reeve.kubernetes.reflector.queue", "configmaps"));
            Assert.Equal(1, counters.Value("reeve.kubernetes.reflector.failures", "configmaps"));
        }
    }
}
