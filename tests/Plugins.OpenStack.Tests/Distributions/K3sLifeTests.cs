using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Steps;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Operations;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Distributions;

/// <summary>Clusters of k3s from their making to their removal, against a cloud in memory.</summary>
public sealed class K3sLifeTests
{
    private const string Next = "1.31.4+k3s1";
    private const string Balanced = """{"masters": {"count": 3}, "access": {"api": "loadBalancer"}, "pools": [{"name": "worker", "count": 2}]}""";
    private const string Single = """{"masters": {"count": 1}, "access": {"api": "loadBalancer"}, "pools": [{"name": "worker", "count": 2}]}""";

    [Fact]
    public async Task Create_MasterAndWorker_JoinAndForgetWhatTheyJoinedBy()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        var before = fixture.World.Store.Describe();
        var spec = fixture.K3sSpec("""{"pools": [{"name": "worker", "count": 1}]}""");
        Assert.Empty(await fixture.Provisioner.ValidateAsync(spec, null, CancellationToken.None));

        var operation = await fixture.RunAsync(ClusterIntent.Create, spec);

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var seen = await fixture.ObserveAsync(fixture.Cluster());
        Assert.Equal((true, "1.30.2+k3s1"), (seen.ApiServerReady, seen.Version));
        Assert.Equal([("web-master-1", true), ("web-worker-1", true)], seen.Machines.Select(machine => (machine.Name, machine.Ready)).Order());
        Assert.All(fixture.World.Store["servers"], server => Assert.False(server["metadata"]!.AsObject().ContainsKey(ServerMetadata.Secret)));
        Assert.Empty(fixture.Kubernetes.Look().Tokens); // taken back after the join
        Assert.Empty((await fixture.PlanAsync(ClusterIntent.Change, spec)).Plan.Steps);
        Assert.Equal(OperationState.Done, (await fixture.RunAsync(ClusterIntent.Delete, spec)).State);
        Assert.Equal(before, fixture.World.Store.Describe());
    }

    [Fact]
    public async Task Create_ThreeMasters_EachGetsNoMoreThanItNeeds()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        fixture.World.Fault = _ =>
        {
            foreach (var metadata in fixture.World.Store["servers"].Select(server => server["metadata"]!.AsObject()).Where(metadata => metadata.ContainsKey(ServerMetadata.Secret)))
            {
                given[metadata[ServerMetadata.Machine]!.ToString()] = metadata[ServerMetadata.Secret]!.ToString();
            }

            return FaultKind.None;
        };

        Assert.Equal(OperationState.Done, (await fixture.RunAsync(ClusterIntent.Create, fixture.K3sSpec(Balanced))).State);

        var material = JsonSerializer.Deserialize(fixture.Secrets.Find(fixture.Cluster(), PkiMaterial.SecretName)!, StepJson.Default.PkiMaterial)!;
        var token = JsonSerializer.Deserialize(fixture.Secrets.Find(fixture.Cluster(), JoinToken.SecretName)!, StepJson.Default.JoinToken)!.Token;
        Assert.Equal($"{token} {material.ServerSecret} {material.Authority.Key} {material.Etcd.Key} {material.FrontProxy.Key}", given["web-master-1"]);
        Assert.Equal((material.ServerSecret, material.ServerSecret), (given["web-master-2"], given["web-master-3"]));
        Assert.Equal((token, token), (given["web-worker-1"], given["web-worker-2"]));
        Assert.All(given.Values, secret => Assert.True(secret.Length <= 255, $"Nova takes 255 characters, and this has {secret.Length}."));
        Assert.Equal(3, fixture.Kubernetes.Look().Members.Count);
    }

    [Theory]
    [InlineData(Single, Balanced, 3)]
    [InlineData(Balanced, Single, 1)]
    public async Task Change_NumberOfMasters_EtcdAndLoadBalancerFollow(string from, string to, int masters)
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        Assert.Equal(OperationState.Done, (await fixture.RunAsync(ClusterIntent.Create, fixture.K3sSpec(from))).State);

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.K3sSpec(to));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var cluster = fixture.Kubernetes.Look();
        Assert.Empty(cluster.Problems);
        Assert.Equal((masters, masters + 2), (cluster.Members.Count, cluster.Nodes.Count));
        Assert.Equal(masters, fixture.World.Store["members"].Count);
    }

    [Fact]
    public async Task Upgrade_ThreeMasters_ReplacesAllAndAsksForNothingOfKubeadms()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        Assert.Equal(OperationState.Done, (await fixture.RunAsync(ClusterIntent.Create, fixture.K3sSpec(Balanced))).State);

        var request = await fixture.PlanAsync(ClusterIntent.Upgrade, fixture.K3sSpec(Balanced, Next));
        var operation = await fixture.EndAsync((await fixture.Engine.StartAsync(request, CancellationToken.None)).Id);

        Assert.True(operation.State is OperationState.Done, operation.Error);
        Assert.DoesNotContain(request.Plan.Steps, step => step.Kind is "cluster-version" or "proxy-version");
        var cluster = fixture.Kubernetes.Look();
        Assert.Empty(cluster.Problems);
        Assert.Equal(["web-master-1-b", "web-master-2-b", "web-master-3-b"], cluster.Members.Keys);
        Assert.All(cluster.Members.Keys, master => Assert.Equal(Next, cluster.ControlPlanes[master]));
        Assert.Equal(5, cluster.Nodes.Count);
        Assert.Empty(cluster.Tokens);
        Assert.Equal(Next, (await fixture.ObserveAsync(fixture.Cluster())).Version);
    }

    [Fact]
    public async Task Renew_Certificates_ReplacesTheMachines()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.K3sSpec(Balanced));
        var before = fixture.World.Store["servers"].Select(server => server["id"]!.ToString()).ToList();

        var operation = await fixture.RunAsync(ClusterIntent.RenewCertificates, fixture.K3sSpec(Balanced));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        Assert.Empty(fixture.World.Store["servers"].Select(server => server["id"]!.ToString()).Intersect(before));
        Assert.Empty(fixture.Kubernetes.Look().Problems);
    }

    [Theory]
    [InlineData("web-master-2")]
    [InlineData("web-worker-1")]
    public async Task Change_MachineFailed_IsMadeAnewUnderItsName(string machine)
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.K3sSpec(Balanced));
        var server = FakeStore.Find(fixture.World.Store, machine);
        (server["status"], server["looks"]) = ("ERROR", -1);
        Assert.True((await fixture.ObserveAsync(fixture.Cluster())).ApiServerReady);

        await MendedAsync(fixture);
    }

    // k3s keeps a node's name for the machine that had it, and its member of etcd stays a member: both have to be told.
    [Theory]
    [InlineData("web-master-2")]
    [InlineData("web-worker-1")]
    public async Task Change_MachineGone_ItsNameIsFreedForTheOneThatComes(string machine)
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.K3sSpec(Balanced));
        fixture.World.Store.Lose(machine);

        await MendedAsync(fixture);
    }

    [Fact]
    public async Task Plan_OwnFlannel_OpensItsPortsAndSaysWhichOneRuns()
    {
        await using var fixture = await new CloudFixture().StartAsync();

        var plan = (await fixture.PlanAsync(ClusterIntent.Create, fixture.K3sSpec())).Plan;

        var rules = plan.Steps.Single(step => step.Id == "rules-workers").Arguments.GetRawText();
        Assert.Contains("8472", rules, StringComparison.Ordinal);
        Assert.Contains(plan.Warnings, warning => warning.Contains("the flannel that k3s brings", StringComparison.Ordinal));
        Assert.Contains(plan.Warnings, warning => warning.Contains("cloudInit.source.sha256", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Warnings, warning => warning.Contains("not known", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"distribution": "k9s"}""", "1.30.2", "spec.provider.distribution", "kubeadm, k3s")]
    [InlineData("""{"distribution": "k3s"}""", "1.30.2", "spec.version", "1.30.2+k3s1")]
    [InlineData("""{"distribution": "k3s"}""", "1.25.4+k3s1", "spec.version", "1.26.2+k3s1 or later")]
    [InlineData("{}", "1.30.2+k3s1", "spec.version", "have no build")]
    [InlineData("""{"distribution": "k3s", "waitFor": "servers"}""", "1.30.2+k3s1", "spec.provider.waitFor", "must be nodes with k3s")]
    [InlineData("""{"cloudInit": {"source": {"url": "https://mirror"}}}""", "1.30.2", "spec.provider.cloudInit.source", "program of k3s")]
    [InlineData("""{"distribution": "k3s", "cloudInit": {"source": {"url": "http://mirror"}}}""", "1.30.2+k3s1", "spec.provider.cloudInit.source.url", "https")]
    [InlineData("""{"distribution": "k3s", "cloudInit": {"source": {"url": "https://mirror/'; reboot '"}}}""", "1.30.2+k3s1", "spec.provider.cloudInit.source.url", "https")]
    [InlineData("""{"distribution": "k3s", "cloudInit": {"source": {"sha256": {"amd64": "0000000000000000000000000000000000000000000000000000000000000000"}}}}""", "1.30.2+k3s1", "spec.provider.cloudInit.source.sha256", "VERSION/PROCESSOR")]
    [InlineData("""{"distribution": "k3s", "cloudInit": {"source": {"sha256": {"1.30.2+k3s1/amd64": "00"}}}}""", "1.30.2+k3s1", "spec.provider.cloudInit.source.sha256", "64 hexadecimal digits")]
    public async Task Validate_WhatCannotBe_NamesFieldAndWayOut(string provider, string version, string field, string why)
    {
        await using var fixture = await new CloudFixture().StartAsync();

        var error = Assert.Single(await fixture.Provisioner.ValidateAsync(fixture.Spec(provider, version: version), null, CancellationToken.None));

        Assert.Equal(field, error.Field);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cluster-init", "is set by another field")]
    [InlineData("--debug", "without dashes")]
    [InlineData("disable", null)]
    public async Task Validate_ExtraArguments_AreSettingsOfServers(string name, string? why)
    {
        await using var fixture = await new CloudFixture().StartAsync();
        var spec = fixture.K3sSpec() with { ExtraArguments = new Dictionary<string, string> { [name] = "traefik" } };

        var errors = await fixture.Provisioner.ValidateAsync(spec, null, CancellationToken.None);

        Assert.Equal(why is null ? [] : [("spec.extraArgs", true)], errors.Select(error => (error.Field, error.Message.Contains(why!, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("kubeadm", "k3s")]
    [InlineData("k3s", "kubeadm")]
    public async Task Change_Distribution_IsRefusedWithOldNewAndAWayOut(string from, string to)
    {
        await using var fixture = await new CloudFixture().StartAsync();
        ClusterSpec Of(string name) => name == "k3s" ? fixture.K3sSpec() : fixture.Spec();
        Assert.Equal(OperationState.Done, (await fixture.RunAsync(ClusterIntent.Create, Of(from))).State);

        var errors = await fixture.Provisioner.ValidateAsync(Of(to), await fixture.ObserveAsync(fixture.Cluster()), CancellationToken.None);

        var error = Assert.Single(errors, error => error.Field == "spec.provider.distribution");
        Assert.Equal($"Forbidden: \"{to}\": it is \"{from}\", and cannot be changed on a cluster that is there: delete the cluster and create it again, or make another one", error.Message);
    }

    private static async Task MendedAsync(CloudFixture fixture)
    {
        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.K3sSpec(Balanced));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var cluster = fixture.Kubernetes.Look();
        Assert.Equal(["web-master-1", "web-master-2", "web-master-3"], cluster.Members.Keys);
        Assert.DoesNotContain(cluster.Problems, problem => problem.Contains("etcd", StringComparison.Ordinal)); // pods went with a worker
        Assert.Equal(5, cluster.Nodes.Count);
        Assert.All(cluster.Nodes.Values, node => Assert.True(node.Server.IsActive));
        Assert.All(cluster.Members, member => Assert.Contains(fixture.World.Store["servers"], (JsonObject server) => server["id"]!.ToString() == member.Value));
        Assert.Equal(3, fixture.World.Store["members"].Count);
        Assert.Empty(ClusterObserver.FactsOf(await fixture.ObserveAsync(fixture.Cluster())).Drift);
    }
}
