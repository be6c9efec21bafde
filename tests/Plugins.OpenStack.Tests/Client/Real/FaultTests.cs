using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Testing;
using Reeve.Testing.OpenStack;

namespace Reeve.Plugins.OpenStack.Tests.Client.Real;

public sealed class FaultTests
{
    [RequiresFact(Component.OpenStack)]
    public async Task Call_TokenIsRefusedInTheMiddle_GoesOnWithAnother()
    {
        await using var proxy = await CloudProxy.StartAsync(await OpenStackCloud.SharedAsync());
        using var client = await RealCloud.ClientAsync(proxy);
        await client.SessionAsync(default);
        proxy.SpoilFirst(1, call => call.Service == "network", CloudFault.Unauthorized);

        Assert.NotEmpty(await client.Network.Networks.ListAsync(ResourceQuery.All, default));

        Assert.Equal(["POST", "GET", "POST", "GET"], proxy.Calls.Select(call => call.Method));
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Create_AnswerIsLost_HasHappenedOnce()
    {
        await using var proxy = await CloudProxy.StartAsync(await OpenStackCloud.SharedAsync());
        using var client = await RealCloud.ClientAsync(proxy);
        var name = RealCloud.NewName();
        proxy.SpoilFirst(1, call => call.Changes, CloudFault.LostAnswer);

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.Network.SecurityGroups.CreateAsync(new SecurityGroupCreate { Name = name }, default));

        Assert.True(exception.MayHaveHappened);
        Assert.Equal(1, proxy.Calls.Count(call => call.Changes));
        var made = Assert.Single(await client.Network.SecurityGroups.ListAsync(new ResourceQuery { Name = name }, default));
        proxy.SpoilFirst(1, call => call.Method == "DELETE", CloudFault.LostAnswer);
        Assert.False(await client.Network.SecurityGroups.DeleteAsync(made.Id, default)); // the second time there was none
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Create_CallIsLost_MayHaveHappenedAndHasNot()
    {
        await using var proxy = await CloudProxy.StartAsync(await OpenStackCloud.SharedAsync());
        using var client = await RealCloud.ClientAsync(proxy);
        var name = RealCloud.NewName();
        proxy.SpoilFirst(1, call => call.Changes, CloudFault.LostCall);

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.Network.SecurityGroups.CreateAsync(new SecurityGroupCreate { Name = name }, default));

        Assert.True(exception.MayHaveHappened);
        Assert.Empty(await client.Network.SecurityGroups.ListAsync(new ResourceQuery { Name = name }, default));
    }

    [RequiresFact(Component.OpenStack)]
    public async Task EveryCallOnce_SpoiledInPassing_StillSucceeds()
    {
        await using var proxy = await CloudProxy.StartAsync(await OpenStackCloud.SharedAsync());
        CloudFault[] faults = [CloudFault.Unauthorized, CloudFault.TooMany(retryAfter: 0), CloudFault.TooMany(413, 0), CloudFault.Answer(503, "", 0), CloudFault.LostAnswer, CloudFault.LostCall, CloudFault.Answer(500)];
        foreach (var fault in faults)
        {
            using var client = await RealCloud.ClientAsync(proxy);
            var seen = new HashSet<(string, string, string)>();

            // Each different call is spoiled the first time that it is made. A refused password must not be tried again.
            proxy.Fault = call => !(call.IsToken && fault == CloudFault.Unauthorized) && seen.Add((call.Service, call.Method, call.Path)) ? fault : null;

            Assert.NotEmpty(await client.Network.Networks.ListAsync(ResourceQuery.All, default));
            Assert.NotEmpty(await client.Compute.Flavors.ListAsync(ResourceQuery.All, default));
            Assert.NotEmpty(await client.Image.Images.ListAsync(ResourceQuery.All, default));
            Assert.True(seen.Count >= 4, $"{seen.Count} calls");
        }
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Server_IsSaidToHaveFailed_ShowsItsFault()
    {
        await using var proxy = await CloudProxy.StartAsync(await OpenStackCloud.SharedAsync());
        using var client = await RealCloud.ClientAsync(proxy);
        proxy.Fault = call => call.Path.EndsWith("/servers/x", StringComparison.Ordinal)
            ? CloudFault.Answer(200, """{"server": {"id": "x", "status": "BUILD"}}""") : null;
        Assert.Equal("BUILD", (await client.Compute.Servers.GetAsync("x", default)).Status);

        var failed = CloudFault.ServerError("No valid host was found.").Rewrite!("""{"server": {"id": "x", "status": "BUILD"}}""");
        proxy.Fault = call => call.Path.EndsWith("/servers/x", StringComparison.Ordinal) ? CloudFault.Answer(200, failed) : null;
        var server = await client.Compute.Servers.GetAsync("x", default);

        Assert.Equal(("ERROR", 500, "No valid host was found."), (server.Status, server.Fault!.Code, server.Fault.Message));
    }
}
