using System.Net;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Http;

/// <summary>Which server of a group a request goes to.</summary>
public sealed class BalanceTests
{
    [Theory]
    [InlineData("RoundRobin")]
    [InlineData("Random")]
    [InlineData("PowerOfTwoChoices")]
    public async Task Requests_ByWeight_EachServerHasSome(string policy)
    {
        await using var light = new Origin("light");
        await using var heavy = new Origin("heavy");
        await using var yard = new ProxyYard();
        await yard.StartAsync(light.Address, group: group => group with
        {
            LoadBalancing = policy, Members = [new ProxyUpstream { Address = light.Address }, new ProxyUpstream { Address = heavy.Address, Weight = 3 }],
        });
        using var client = Clients.Http();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.GetStringAsync(yard.Url("web"))));

        Assert.Equal(200, light.Requests.Count + heavy.Requests.Count);
        Assert.InRange(light.Requests.Count, 1, 99);
        if (policy == "RoundRobin")
        {
            Assert.Equal((50, 150), (light.Requests.Count, heavy.Requests.Count));
        }
    }

    [Fact]
    public async Task LeastRequests_OneServerIsBusy_TheOtherIsAsked()
    {
        await using var one = new Origin("one");
        await using var two = new Origin("two");
        await using var yard = new ProxyYard();
        await yard.StartAsync(one.Address, group: group => group with
        {
            LoadBalancing = "LeastRequests", Members = [new ProxyUpstream { Address = one.Address }, new ProxyUpstream { Address = two.Address }],
        });
        using var client = Clients.Http();
        using var end = new CancellationTokenSource();
        var busy = client.GetAsync(yard.Url("web", "/slow"), end.Token);
        await Eventually.TrueAsync(() => one.Requests.Count + two.Requests.Count == 1, "a server is busy");
        var free = one.Requests.IsEmpty ? one : two;

        for (var i = 0; i < 5; i++)
        {
            await client.GetStringAsync(yard.Url("web"));
        }

        Assert.Equal(5, free.Requests.Count);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => busy);
    }

    [Fact]
    public async Task MaxConnections_OfTheOnlyServer_MoreRequestsAreRefusedUntilOneEnds()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(origin.Address, group: static group => group with { MaxConnections = 1 });
        using var client = Clients.Http();
        using var end = new CancellationTokenSource();
        var busy = client.GetAsync(yard.Url("web", "/slow"), end.Token);
        await Eventually.TrueAsync(() => !origin.Requests.IsEmpty, "the server is busy");

        using var refused = await client.GetAsync(yard.Url("web"));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => busy);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await client.GetAsync(yard.Url("web"));
                return answer.StatusCode is HttpStatusCode.OK;
            },
            "there is room again");
    }
}
