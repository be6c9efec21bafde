using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Operations;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Changes;

/// <summary>Changes of a cluster that is there, against a cloud in memory: what is refused, and what is carried out on what there is.</summary>
public sealed class ChangeTests
{
    [Theory]
    [InlineData("""{"network": {"cidr": "10.9.9.0/24"}}""", "network.cidr", "10.101.101.0/24", "10.9.9.0/24")]
    [InlineData("""{"network": {"nameServers": ["192.0.2.53"]}}""", "network.nameServers", "\"\"", "192.0.2.53")]
    [InlineData("""{"access": {"api": "private"}}""", "access.api", "floatingIp", "private")]
    [InlineData("""{"serverGroupPolicy": "affinity"}""", "serverGroupPolicy", "soft-anti-affinity", "affinity")]
    [InlineData("""{"pools": [{"name": "worker", "count": 2, "addresses": ["10.101.101.50", "10.101.101.51"]}]}""", "pools[0].addresses", "any,any", "10.101.101.50")]
    public async Task Validate_FixedField_SaysWhatItIsWhatItWouldBeAndTheWayOut(string provider, string field, string before, string after)
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());

        var error = Assert.Single(await ValidateAsync(fixture, fixture.Spec(provider)));

        Assert.Equal($"spec.provider.{field}", error.Field);
        Assert.All((string[])[before, after, "make another"], text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Validate_AnotherNetworkPlugin_IsRefused()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());
        var spec = fixture.Spec();

        var error = Assert.Single(await ValidateAsync(fixture, spec with { Networking = spec.Networking with { Cni = new ClusterAddon { Name = "flannel", Version = "0.26.1" } } }));

        Assert.Equal("spec.networking.clusterCni", error.Field);
        Assert.Contains("by a kubeconfig", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_WhatWasMade_IsFineAlsoAfterARestart()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());
        await fixture.RestartAsync();

        Assert.Empty(await ValidateAsync(fixture, fixture.Spec("""{"pools": [{"name": "worker", "count": 3}, {"name": "other", "addresses": ["10.101.101.77"]}]}""")));
    }

    [Fact]
    public async Task Change_FewerNetworksMayCome_TakesTheirRulesAwayAndLeavesThoseOfOthers()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec("""{"access": {"sshFrom": ["192.0.2.0/24", "198.51.100.0/24"]}}"""));
        var masters = ClusterObserver.FactsOf(await fixture.ObserveAsync(fixture.Cluster())).Find(NetworkKinds.SecurityGroup, "acme-web-masters")!;
        fixture.World.Store["security-group-rules"].Add(new()
        {
            ["id"] = "theirs", ["security_group_id"] = masters.Id, ["direction"] = "ingress", ["protocol"] = "tcp", ["port_range_min"] = 9100, ["port_range_max"] = 9100,
            ["remote_ip_prefix"] = "203.0.113.0/24", ["description"] = "monitoring",
        });

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec("""{"access": {"sshFrom": ["192.0.2.0/24"], "apiFrom": ["192.0.2.0/24"]}}"""));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var rules = ClusterObserver.FactsOf(await fixture.ObserveAsync(fixture.Cluster())).Of(NetworkKinds.SecurityGroup).Select(group => group.Facts["rules"]).ToList();
        Assert.All(rules, text => Assert.DoesNotContain("198.51.100.0/24", text, StringComparison.Ordinal));
        Assert.All(rules, text => Assert.Contains("tcp:22-22<192.0.2.0/24", text, StringComparison.Ordinal));
        Assert.Contains("tcp:6443-6443<192.0.2.0/24", rules[0], StringComparison.Ordinal);
        Assert.DoesNotContain("6443<0.0.0.0/0", rules[0], StringComparison.Ordinal);
        Assert.Contains("9100", string.Concat(rules), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_FewerNetworksMayComeToALoadBalancer_TellsIt()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec("""{"access": {"api": "loadBalancer"}}"""));

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec("""{"access": {"api": "loadBalancer", "apiFrom": ["192.0.2.0/24"]}}"""));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        Assert.Equal("""["192.0.2.0/24"]""", fixture.World.Store["listeners"].Single()["allowed_cidrs"]!.ToJsonString());
    }

    [Fact]
    public async Task Plan_OtherMetadata_SaysWhichMachinesKeepTheirs()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());

        var plan = (await fixture.PlanAsync(ClusterIntent.Change, fixture.Spec("""{"metadata": {"owner": "me"}}"""))).Plan;

        Assert.Contains("web-master-1, web-worker-1, web-worker-2", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<FieldError>> ValidateAsync(CloudFixture fixture, ClusterSpec spec) =>
        await fixture.Provisioner.ValidateAsync(spec, await fixture.ObserveAsync(spec.Id), CancellationToken.None);
}
