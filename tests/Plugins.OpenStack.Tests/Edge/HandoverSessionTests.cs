using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Tests.Client.Real;
using Reeve.Plugins.OpenStack.Tests.Clusters;
using Reeve.Testing;
using Reeve.Testing.OpenStack;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Edge;

/// <summary>A cluster goes from one built agent to another in a real OpenStack, by the documented commands, and is removed there.</summary>
[Collection(RealCloud.OtherProject)]
public sealed class HandoverSessionTests
{
    private static readonly string[] s_cluster = ["test-1", "--tenant", "tenant-1"];

    [LongFact]
    public async Task Session_ReleaseAdoptDelete_LeavesWhatThereWasBefore()
    {
        var cloud = await OpenStackCloud.SharedAsync();
        var before = await Holdings.DescribeAsync(cloud, RealCloud.OtherProject);
        await using var old = await EdgeAgent.StartAsync(cloud, RealCloud.OtherProject);
        await using var next = await EdgeAgent.StartAsync(cloud, RealCloud.OtherProject);
        var file = old.FileOf("web.handover");
        await old.CurlAsync("""curl -s http://localhost:18889/v1/provision -d '{"provisions":[{"name":"test-1","tenant":"tenant-1","kind":"kubernetes-mini-openstack"}]}'""");
        await ReachAsync(old, "Provisioned");
        var servers = Servers(await Holdings.DescribeAsync(cloud, RealCloud.OtherProject));
        Assert.Equal(3, servers.Count);

        await DoneAsync(old.RunAsync(["cluster", "release", .. s_cluster, "-o", file]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Contains("adopt it here again", (await old.RunAsync(["cluster", "delete", .. s_cluster, "--yes"])).Error, StringComparison.Ordinal);
        await DoneAsync(next.RunAsync("cluster", "adopt", file));

        var taken = Servers(await Holdings.DescribeAsync(cloud, RealCloud.OtherProject));
        Assert.Equal(servers.Keys.Order(), taken.Keys.Order());
        Assert.All(servers, server => Assert.NotEqual(Agent(server.Value), Agent(taken[server.Key])));
        Assert.Single(taken.Values.Select(Agent).Distinct());
        await ReachAsync(next, "Provisioned");
        Assert.Contains("has not released it", (await old.RunAsync("cluster", "adopt", file)).Error, StringComparison.Ordinal); // it is the other agent's now
        await DoneAsync(old.RunAsync(["cluster", "delete", .. s_cluster, "--yes"]));
        Assert.Equal(3, Servers(await Holdings.DescribeAsync(cloud, RealCloud.OtherProject)).Count);
        await DoneAsync(next.RunAsync(["cluster", "delete", .. s_cluster, "--yes"]));
        Assert.Equal(before, await Holdings.DescribeAsync(cloud, RealCloud.OtherProject));
    }

    private static async Task DoneAsync(Task<(int ExitCode, string Output, string Error)> command)
    {
        var (code, output, error) = await command;
        Assert.True(code == 0, $"{code}: {output}{error}");
    }

    /// <summary>The tags of servers by their ids.</summary>
    private static Dictionary<string, string> Servers(string held) => held.Split('\n').Where(line => line.StartsWith("/v2.1/servers/detail: ", StringComparison.Ordinal))
        .Select(line => JsonNode.Parse(line["/v2.1/servers/detail: ".Length..])!).ToDictionary(server => server["id"]!.ToString(), server => server["tags"]!.ToJsonString());

    private static string Agent(string tags) => JsonNode.Parse(tags)!.AsArray().Select(tag => tag!.ToString()).Single(tag => tag.StartsWith("reeve-agent=", StringComparison.Ordinal));

    private static async Task ReachAsync(EdgeAgent agent, string phase)
    {
        var last = "";
        for (var minutes = 3; ; minutes--)
        {
            try
            {
                await Eventually.TrueAsync(async () => (last = (await agent.RunAsync(["cluster", "get", .. s_cluster, "-o", "json"])).Output).Contains($"\"phase\": \"{phase}\"", StringComparison.Ordinal), $"it is {phase}");
                return;
            }
            catch (TimeoutException)
            {
                Assert.True(minutes > 0, $"{last}: {agent.Log}"); // a cloud on a loaded machine takes its time
            }
        }
    }
}
