using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Tests.Kubernetes.Fakes;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Reflectors;

public sealed class RelistTests
{
    [Fact]
    public async Task Relist_WatchOfALostFutureIsSilent_ListsFromAQuorumAndForgetsWhatNeverWas()
    {
        var restored = false;
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            if (context.Request.Query.ContainsKey("watch"))
            {
                await context.Response.StartAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }

            await context.JsonAsync(Volatile.Read(ref restored)
                ? """{"metadata":{"resourceVersion":"70"},"items":[{"metadata":{"name":"old","namespace":"n","uid":"1","resourceVersion":"60"}}]}"""
                : """{"metadata":{"resourceVersion":"900"},"items":[{"metadata":{"name":"old","namespace":"n","uid":"1","resourceVersion":"60"}},{"metadata":{"name":"new","namespace":"n","uid":"2","resourceVersion":"900"}}]}""");
        });
        using var client = new KubernetesClient(new() { Server = server.Address });
        using var factory = new ReflectorFactory(client);
        await using var reflector = factory.Start(ApiResources.ConfigMaps);
        await reflector.Synced.WaitAsync(Eventually.Deadline);
        await Eventually.TrueAsync(() => server.Seen.Any(request => request.Query.Contains("watch=true", StringComparison.Ordinal)), "a watch is open");
        Assert.Equal(2, reflector.Snapshot().Count);

        Volatile.Write(ref restored, true);
        factory.Relist();

        await Eventually.TrueAsync(() => reflector.Snapshot().Count == 1, "what never was is forgotten");
        Assert.Equal("old", reflector.Snapshot().Single().Metadata.Name);
        await Eventually.TrueAsync(
            () => server.Seen.Any(request => request.Query.Contains("watch=true", StringComparison.Ordinal) && request.Query.Contains("resourceVersion=70", StringComparison.Ordinal)),
            "the watch goes on from there");
        var lists = server.Seen.Where(request => !request.Query.Contains("watch=true", StringComparison.Ordinal)).ToList();
        Assert.Contains("resourceVersion=0", lists[0].Query, StringComparison.Ordinal);
        Assert.DoesNotContain("resourceVersion", lists[^1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OwnConnection_IsWatchedByHttp11AloneAndListedByHttp2()
    {
        using var authority = TestAuthority.Create();
        using var certificate = authority.IssueServer();
        await using var server = await ScriptedServer.StartAsync(
            async context =>
            {
                if (context.Request.Query.ContainsKey("watch"))
                {
                    await context.Response.StartAsync();
                    await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return;
                }

                await context.JsonAsync("""{"metadata":{"resourceVersion":"1"},"items":[]}""");
            },
            certificate);
        using var client = new KubernetesClient(new() { Server = server.Address, CertificateAuthorities = [authority.Certificate] });
        using var factory = new ReflectorFactory(client);
        await using var own = factory.Start(ApiResources.Pods, new() { OwnConnection = true });
        await using var shared = factory.Start(ApiResources.ConfigMaps);

        await Eventually.TrueAsync(() => server.Seen.Count(request => request.Query.Contains("watch=true", StringComparison.Ordinal)) == 2, "both watch");

        Assert.All(server.Seen, request => Assert.Equal(
            request.Path.EndsWith("/pods", StringComparison.Ordinal) && request.Query.Contains("watch=true", StringComparison.Ordinal) ? "HTTP/1.1" : "HTTP/2",
            request.Protocol));
    }

    [Fact]
    public async Task Run_ServerAwayForAnHour_AsksSeldomAndGoesOn()
    {
        var clock = new ManualTimeProvider();
        var away = true;
        var asked = 0;
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            Interlocked.Increment(ref asked);
            if (Volatile.Read(ref away))
            {
                context.Abort();
                return;
            }

            if (context.Request.Query.ContainsKey("watch"))
            {
                await context.Response.StartAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }

            await context.JsonAsync("""{"metadata":{"resourceVersion":"1"},"items":[]}""");
        });
        using var client = new KubernetesClient(new() { Server = server.Address });
        using var factory = new ReflectorFactory(client, clock);
        await using var reflector = factory.Start(ApiResources.ConfigMaps);

        // Each wait is begun before time passes on, so that an hour is an hour of waits.
        var until = clock.GetTimestamp() + TimeSpan.FromHours(1).Ticks;
        while (clock.GetTimestamp() < until)
        {
            await Eventually.TrueAsync(() => clock.ActiveTimers > 0, "the reflector waits");
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.InRange(Volatile.Read(ref asked), 60, 300);
        Volatile.Write(ref away, false);
        await Eventually.TrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return reflector.Synced.IsCompleted;
            },
            "the reflector is in step again");
    }
}
