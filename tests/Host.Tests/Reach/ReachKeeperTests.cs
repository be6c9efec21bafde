using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Clusters;
using Reeve.Host.Reach;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Names;
using Reeve.Host.Tests.Proxies.Support;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Proxies.Dns;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Testing;

namespace Reeve.Host.Tests.Reach;

public sealed class ReachKeeperTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private readonly FakeClusters _clusters = new(new FakeOperations());
    private readonly FakeSites _sites = new("edge");
    private readonly FakeZone _zone = new();
    private readonly ManualTimeProvider _clock = new();
    private ReachKeeper _keeper = null!;

    public Task InitializeAsync()
    {
        _keeper = Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _keeper.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Cluster_BecomesReady_HasARouteAndAName()
    {
        _clusters.Set(View("a", isReady: false));
        await _keeper.KeepAsync(CancellationToken.None);
        Assert.Null(_sites.Fake.Current);
        Assert.Empty(_zone.Records);

        _clusters.Set(View("a", isReady: true));
        await _keeper.KeepAsync(CancellationToken.None);

        var spec = _sites.Fake.Current!.Spec;
        Assert.Equal("a.t.example.org", Assert.Single(spec.Routes).Hosts.Single());
        Assert.Equal("tcp://10.0.0.5:6443", spec.Upstreams.Single().Members.Single().Address);
        Assert.Equal(["192.0.2.7"], _zone.Records[("a.t.example.org", DnsRecordType.A)]);

        // Nothing new is nothing done.
        await _keeper.KeepAsync(CancellationToken.None);
        Assert.Equal((1, 1), (_sites.Fake.Current!.Revision, _zone.Writes));
    }

    [Fact]
    public async Task Cluster_NotReadyOrNotYetLookedAt_KeepsItsWay()
    {
        _clusters.Set(View("a", isReady: true));
        await _keeper.KeepAsync(CancellationToken.None);

        _clusters.Set(View("a", isReady: false) with { Phase = ClusterPhase.Upgrading });
        await _keeper.KeepAsync(CancellationToken.None);
        _clusters.Set(View("a", isReady: true) with { Endpoint = "" }); // the agent has just started
        await _keeper.KeepAsync(CancellationToken.None);

        Assert.Single(_sites.Fake.Current!.Spec.Routes);
        Assert.Single(_zone.Records);
    }

    [Theory]
    [InlineData(ClusterPhase.Deleting)]
    [InlineData(ClusterPhase.Deleted)]
    [InlineData(ClusterPhase.Released)]
    public async Task Cluster_Goes_ItsWayGoesWithIt(ClusterPhase phase)
    {
        _clusters.Set(View("a", isReady: true));
        _clusters.Set(View("b", isReady: true));
        await _keeper.KeepAsync(CancellationToken.None);

        _clusters.Set(View("a", isReady: true) with { Phase = phase });
        await _keeper.KeepAsync(CancellationToken.None);

        Assert.Equal("b.t.example.org", Assert.Single(_sites.Fake.Current!.Spec.Routes).Hosts.Single());
        Assert.Equal("b.t.example.org", Assert.Single(_zone.Records).Key.Name);
    }

    [Fact]
    public async Task Agent_EndsBeforeTheNameIsRemoved_TheNextOneRemovesIt()
    {
        _clusters.Set(View("a", isReady: true));
        await _keeper.KeepAsync(CancellationToken.None);
        _clusters.Set(View("a", isReady: true) with { Phase = ClusterPhase.Deleted });
        _zone.Problem = "no answer";
        await _keeper.KeepAsync(CancellationToken.None);
        Assert.Single(_zone.Records);

        await _keeper.DisposeAsync();
        _zone.Problem = null;
        _keeper = Open();
        await _keeper.KeepAsync(CancellationToken.None);

        Assert.Empty(_zone.Records);
        Assert.Equal("{}", await File.ReadAllTextAsync(_directory["names.json"]));
    }

    [Fact]
    public async Task Proxy_Refuses_OthersGoOnAndItIsTriedAgain()
    {
        _clusters.Set(View("a", isReady: true));
        _clusters.Set(View("b", isReady: true));
        _sites.Fake.Failure = new ProviderException(ErrorReason.Conflict, "The port is taken.");

        await _keeper.KeepAsync(CancellationToken.None);
        Assert.Single(_sites.Fake.Current!.Spec.Routes);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _keeper.KeepAsync(CancellationToken.None);

        Assert.Equal(2, _sites.Fake.Current!.Spec.Routes.Count);
    }

    [Fact]
    public async Task Ports_Stated_LeadToTheMachinesOfTheirRole()
    {
        var edge = new ClusterEdge { Ports = [new ClusterEdgePort { Listen = 8080, Target = 30080, Protocol = "tcp", Role = "worker" }] };
        _clusters.Set(View("a", isReady: true) with { Desired = new ClusterDesired { Edge = edge } });

        await _keeper.KeepAsync(CancellationToken.None);

        Assert.Equal(["tcp://10.0.0.6:30080", "tcp://[2001:db8::7]:30080"], _sites.Fake.Current!.Spec.Upstreams.Single().Members.Select(member => member.Address));
        Assert.Empty(_zone.Records);
    }

    [Fact]
    public async Task Proxy_OfAnotherName_IsNotChanged()
    {
        _clusters.Set(View("a", isReady: true) with { Desired = new ClusterDesired { Edge = new ClusterEdge { Proxy = "other", Name = "{cluster}.example.org" } } });

        await _keeper.KeepAsync(CancellationToken.None);

        Assert.Empty(_sites.Fake.Current?.Spec.Routes ?? []);
    }

    [Fact]
    public async Task Condition_TellsHowTheWayIs()
    {
        _clusters.Set(View("a", isReady: false));
        await _keeper.KeepAsync(CancellationToken.None);
        Assert.Equal((null, "ClusterNotReady"), Edge());

        _clusters.Set(View("a", isReady: true));
        _zone.Problem = "no answer";
        await _keeper.KeepAsync(CancellationToken.None);
        Assert.Equal((false, "NameFailed"), Edge());
        Assert.Contains("no answer", _clusters.Find("a.t")!.Conditions[^1].Message, StringComparison.Ordinal);

        _zone.Problem = null;
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _keeper.KeepAsync(CancellationToken.None);
        Assert.Equal((true, "InPlace"), Edge());

        _clusters.Set(_clusters.Find("a.t")! with { Desired = new ClusterDesired() });
        await _keeper.KeepAsync(CancellationToken.None);
        Assert.DoesNotContain(_clusters.Find("a.t")!.Conditions, condition => condition.Type == ClusterEdges.Condition);
    }

    [Fact]
    public async Task Condition_ProxyRefusesOrIsNotThere_SaysWhich()
    {
        _sites.Fake.Failure = new ProviderException(ErrorReason.Conflict, "The port is taken.");
        _clusters.Set(View("a", isReady: true));
        await _keeper.KeepAsync(CancellationToken.None);
        var refused = Edge();

        _clusters.Set(_clusters.Find("a.t")! with { Desired = new ClusterDesired { Edge = new ClusterEdge { Proxy = "other" } } });
        await _keeper.KeepAsync(CancellationToken.None);

        Assert.Equal((false, "RouteFailed"), refused);
        Assert.Equal((false, "NoProxy"), Edge());
        Assert.Equal("the agent has no proxy other.", _clusters.Find("a.t")!.Conditions[^1].Message);
    }

    [Fact]
    public async Task Condition_ClusterNotReadyForAWhile_StaysAsItWas()
    {
        _clusters.Set(View("a", isReady: true));
        await _keeper.KeepAsync(CancellationToken.None);
        var view = _clusters.Find("a.t")!;

        _clusters.Set(view with { Conditions = [view.Conditions[0] with { Status = false }, view.Conditions[1]] });
        await _keeper.KeepAsync(CancellationToken.None);

        Assert.Equal((true, "InPlace"), Edge());
    }

    private (bool? Status, string Reason) Edge() => _clusters.Find("a.t")!.Conditions.Single(condition => condition.Type == ClusterEdges.Condition) is var edge ? (edge.Status, edge.Reason) : default;

    private static ClusterView View(string name, bool isReady) => new()
    {
        Name = name,
        Tenant = "t",
        Phase = ClusterPhase.Provisioned,
        Desired = new ClusterDesired { Edge = new ClusterEdge { Proxy = "edge", Name = "{cluster}.{tenant}.example.org" } },
        Endpoint = "https://10.0.0.5:6443",
        Conditions = [new ClusterConditionState { Type = "ClusterReady", Status = isReady }],
        Machines =
        [
            new ClusterMachine { Name = "m", Role = "control-plane", Addresses = ["10.0.0.5"] },
            new ClusterMachine { Name = "w1", Role = "worker", Addresses = ["10.0.0.6", "10.0.0.16"] },
            new ClusterMachine { Name = "w2", Role = "worker", Addresses = ["2001:db8::7"] },
        ],
    };

    private ReachKeeper Open() => new(
        _clusters, _sites, new ReachRecords(_zone, new FakeAddresses("192.0.2.7"), new ReachNames(_directory["names.json"])), _clock, NullLogger<ReachKeeper>.Instance);
}
