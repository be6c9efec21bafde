using System.Net;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Testing;

namespace Reeve.Plugins.OpenStack.Tests.Client;

public sealed class RetryTests
{
    private static readonly HttpRequestException s_unreachable = new(HttpRequestError.ConnectionError);
    private static readonly HttpRequestException s_lost = new(HttpRequestError.ResponseEnded);
    private static readonly NetworkCreate s_network = new() { Name = "n" };

    [Theory]
    [InlineData(429, null)]
    [InlineData(429, "0")]
    [InlineData(498, null)]
    [InlineData(413, "0")]
    [InlineData(503, "0")]
    public async Task Create_ServiceAsksForPatience_IsSentAgain(int status, string? retryAfter)
    {
        using var cloud = new ScriptedCloud();
        cloud.Answer = _ => cloud.Work.Count() < 3 ? ScriptedCloud.Error(status, "{}", retryAfter) : ScriptedCloud.Json("""{"network": {"id": "1"}}""");
        using var client = cloud.Client();

        Assert.Equal("1", (await client.Network.Networks.CreateAsync(s_network, default)).Id);
        Assert.Equal(3, cloud.Work.Count());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Create_ServiceFails_IsSentOnceAndMayHaveHappened(int status)
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Error(status, "<html><title>x</title>Bad</html>") };
        using var client = cloud.Client();

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.Network.Networks.CreateAsync(s_network, default));

        Assert.True(exception.MayHaveHappened);
        Assert.Equal(ErrorReason.Transient, exception.Reason);
        Assert.Single(cloud.Work);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Read_ServiceFails_IsSentAgainUntilItGivesUp(int status)
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Error(status) };
        using var client = cloud.Client();

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.Network.Networks.GetAsync("1", default));

        Assert.False(exception.MayHaveHappened);
        Assert.Equal((HttpStatusCode)status, exception.Status);
        Assert.Equal(5, cloud.Work.Count());
    }

    [Fact]
    public async Task Create_NeverConnected_IsSentAgain()
    {
        using var cloud = new ScriptedCloud();
        cloud.Answer = _ => cloud.Work.Count() < 3 ? throw s_unreachable : ScriptedCloud.Json("""{"network": {"id": "1"}}""");
        using var client = cloud.Client();

        await client.Network.Networks.CreateAsync(s_network, default);

        Assert.Equal(3, cloud.Work.Count());
    }

    [Fact]
    public async Task Create_AnswerIsLost_IsSentOnceAndMayHaveHappened()
    {
        using var cloud = new ScriptedCloud { Answer = _ => throw s_lost };
        using var client = cloud.Client();

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.Network.Networks.CreateAsync(s_network, default));

        Assert.True(exception.MayHaveHappened);
        Assert.Null(exception.Status);
        Assert.Contains(exception.RequestId!, exception.Message, StringComparison.Ordinal);
        Assert.Equal(cloud.Work.Single().Headers["X-Openstack-Request-Id"], exception.RequestId);
    }

    [Fact]
    public async Task Delete_AnswerIsLost_IsSentAgain()
    {
        using var cloud = new ScriptedCloud();
        cloud.Answer = _ => cloud.Work.Count() == 1 ? throw s_lost : ScriptedCloud.Error(404);
        using var client = cloud.Client();

        Assert.False(await client.Network.Networks.DeleteAsync("1", default));
        Assert.Equal(2, cloud.Work.Count());
    }

    [Fact]
    public async Task AddInterface_AnswerIsLost_IsSentOnce()
    {
        using var cloud = new ScriptedCloud { Answer = _ => throw s_lost };
        using var client = cloud.Client();

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.Network.Routers.AddInterfaceAsync("1", new RouterInterfaceTarget { SubnetId = "2" }, default));

        Assert.True(exception.MayHaveHappened);
        Assert.Single(cloud.Work);
    }

    [Fact]
    public async Task Create_CertificateIsNotTrusted_IsNotSentAgain()
    {
        using var cloud = new ScriptedCloud { TokenAnswer = _ => throw new HttpRequestException(HttpRequestError.SecureConnectionError) };
        using var client = cloud.Client();

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.SessionAsync(default));

        Assert.Equal(ErrorReason.Invalid, exception.Reason);
        Assert.Contains("cacert", exception.Message, StringComparison.Ordinal);
        Assert.Single(cloud.Calls);
    }

    [Fact]
    public async Task Read_ServiceNamesAWait_WaitsThatLong()
    {
        var time = new ManualTimeProvider();
        using var cloud = new ScriptedCloud();
        cloud.Answer = _ => cloud.Work.Count() == 1 ? ScriptedCloud.Error(429, "{}", "20") : ScriptedCloud.Json("""{"network": {"id": "1"}}""");
        using var client = cloud.Client(time, policy: new RetryPolicy { AttemptDeadline = TimeSpan.FromDays(1) });

        var call = client.Network.Networks.GetAsync("1", default);
        await Eventually.TrueAsync(() => time.NextDue is { } due && due <= time.GetUtcNow().AddSeconds(30), "the wait has begun");

        Assert.Equal(time.GetUtcNow().AddSeconds(20), time.NextDue);
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("1", (await call).Id);
    }

    [Fact]
    public async Task Create_ServiceNamesALongWait_LeavesItToTheCaller()
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Error(429, "{}", "600") };
        using var client = cloud.Client();

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.Network.Networks.CreateAsync(s_network, default));

        Assert.Equal(TimeSpan.FromMinutes(10), exception.RetryAfter);
        Assert.Equal(TimeSpan.FromMinutes(10), exception.ToProviderException().RetryAfter);
        Assert.Single(cloud.Work);
    }

    [Fact]
    public async Task Read_CallerGivesUp_EndsAtOnce()
    {
        using var source = new CancellationTokenSource();
        using var cloud = new ScriptedCloud();
        cloud.Answer = _ =>
        {
            source.Cancel();
            return ScriptedCloud.Error(503);
        };
        using var client = cloud.Client(policy: new RetryPolicy { FirstDelay = TimeSpan.FromHours(1), LongestDelay = TimeSpan.FromHours(1) });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Network.Networks.GetAsync("1", source.Token));
    }

    [Fact]
    public async Task List_ManyPages_AreAllRead()
    {
        using var cloud = new ScriptedCloud
        {
            Answer = call => ScriptedCloud.Json(call.Query switch
            {
                "?limit=1" => """{"networks": [{"id": "1"}], "networks_links": [{"rel": "next", "href": "http://elsewhere.invalid/wrong/v2.0/networks?limit=1&marker=1"}]}""",
                "?limit=1&marker=1" => """{"networks": [{"id": "2"}], "networks_links": [{"rel": "previous", "href": "http://x/?limit=1"}]}""",
                _ => throw new InvalidOperationException(call.ToString()),
            }),
        };
        using var client = cloud.Client();

        var found = await client.Network.Networks.ListAsync(new ResourceQuery { PageSize = 1 }, default);

        Assert.Equal(["1", "2"], found.Select(network => network.Id));
        Assert.All(cloud.Work, call => Assert.Equal("/network/v2.0/networks", call.Path));
    }
}
