using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Tests.Kubernetes.Fakes;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Reflectors;

public sealed class ManyWatchesTests
{
    private const int Objects = 400;

    [Fact]
    public async Task StartForObject_Hundreds_ShareFewConnectionsApartFromRequests()
    {
        using var authority = TestAuthority.Create();
        using var certificate = authority.IssueServer();
        var watches = new ConcurrentDictionary<string, TaskCompletionSource>();
        await using var server = await ScriptedServer.StartAsync(
            async (context, seen) =>
            {
                var name = context.Request.Query["fieldSelector"].ToString().Split('=')[1];
                if (!seen.Query.Contains("watch=true", StringComparison.Ordinal))
                {
                    await context.JsonAsync("""{"metadata":{"resourceVersion":"1"},"items":[]}""");
                    return;
                }

                await context.Response.Body.FlushAsync();
                await watches.GetOrAdd(name, static _ => new()).Task.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync($$$"""{"type":"ADDED","object":{"metadata":{"name":"{{{name}}}","namespace":"d","resourceVersion":"2"} } }""" + "\n");
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            },
            certificate);
        using var client = new KubernetesClient(new() { Server = server.Address, CertificateAuthorities = [authority.Certificate] });
        using var factory = new ReflectorFactory(client);
        var names = Enumerable.Range(0, Objects).Select(i => "s" + Answers.Text(i)).ToList();
        var reflectors = names.ConvertAll(name => factory.StartForObject(ApiResources.Secrets, "d", name));
        await Task.WhenAll(reflectors.Select(reflector => reflector.Synced)).WaitAsync(Eventually.Deadline);
        await Eventually.TrueAsync(() => watches.Count == Objects, "all watches are open");

        // The server allows 100 streams for each connection.
        Assert.InRange(Connections(server, watch: true).Count, Objects / 100, (Objects / 100) + 4);
        Assert.Empty(Connections(server, watch: true).Intersect(Connections(server, watch: false)));
        watches["s7"].SetResult();
        await Eventually.TrueAsync(() => reflectors[7].Find("d", "s7") is not null, "the change is seen");
        Assert.All(reflectors.Where((_, i) => i != 7), reflector => Assert.Empty(reflector.Snapshot()));
        await Task.WhenAll(reflectors.Select(reflector => reflector.DisposeAsync().AsTask()));
    }

    private static HashSet<string> Connections(ScriptedServer server, bool watch) =>
        [.. server.Seen.Where(seen => seen.Query.Contains("watch=true", StringComparison.Ordinal) == watch).Select(seen => seen.ConnectionId)];
}
