using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters;

public sealed class ClusterChangeTests
{
    [Fact]
    public async Task Create_UnknownType_ListsThoseThatAreLoaded()
    {
        await using var fixture = await ClusterFixture.StartedAsync();

        var refused = await RefusedAsync(() => fixture.Manager.CreateAsync("default", ClusterFixture.Whole with { Type = "k0s" }, "test", CancellationToken.None));

        Assert.Equal(ClusterRefusal.UnknownType, refused.Reason);
        Assert.Equal(["scripted"], refused.LoadedTypes);
        Assert.Contains("\"k0s\": supported values: scripted", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "no plugin with a cluster provisioner is active")]
    [InlineData("systemd's bus does not answer: Connection refused.", "does not start: systemd's bus does not answer: Connection refused. Mend that and ask again")]
    public async Task Create_NoTypeIsThere_SaysWhyAndWhatToDo(string? reason, string expected)
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        fixture.Unload(reason);

        var refused = await RefusedAsync(() => fixture.Manager.CreateAsync("default", ClusterFixture.Whole, "test", CancellationToken.None));

        Assert.Equal(ClusterRefusal.UnknownType, refused.Reason);
        Assert.Contains(expected, Assert.Single(refused.Errors).Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithoutAnything_NamesEachRequiredField()
    {
        await using var fixture = await ClusterFixture.StartedAsync();

        var refused = await RefusedAsync(() => fixture.Manager.CreateAsync("default", new ClusterDesired(), "test", CancellationToken.None));

        Assert.Equal(["spec.version", "spec.networking.podSubnet", "spec.networking.svcSubnet", "spec.networking.clusterCni"], refused.Errors.Select(error => error.Field));
        Assert.All(refused.Errors, error => Assert.StartsWith("Required value", error.Message, StringComparison.Ordinal));
        Assert.Empty(fixture.Engine.List(null));
    }

    [Theory]
    [InlineData("1.26.9", null)]
    [InlineData("v1.27.0", null)]
    [InlineData("1.26.4", "is an earlier version")]
    [InlineData("1.25.9", "is an earlier version")]
    [InlineData("1.28.0", "upgrade to 1.27 first")]
    [InlineData("2.0.0", "there is no way")]
    [InlineData("latest", "must be a version")]
    public async Task Replace_Version_FollowsTheRule(string version, string? refusal)
    {
        await using var fixture = await ClusterFixture.InstalledAsync();
        Task<ClusterAccepted> Act() => fixture.Manager.ReplaceAsync("default", new ClusterDesired { Version = version }, "test", CancellationToken.None);

        if (refusal is null)
        {
            var accepted = await Act();
            var view = await fixture.EndAsync(accepted);
            Assert.Equal((ClusterPhase.Upgrading, "Upgrade"), (accepted.Cluster.Phase, accepted.Operation!.Title));
            Assert.Equal((ClusterPhase.Provisioned, version.TrimStart('v'), true), (view.Phase, view.KubernetesVersion, view.LastUpgrade!.Succeeded));
        }
        else
        {
            var refused = await RefusedAsync(Act);
            Assert.Equal("spec.version", Assert.Single(refused.Errors).Field);
            Assert.Contains(refusal, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Replace_EverythingAsItIs_DoesNothing()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();

        var accepted = await fixture.Manager.ReplaceAsync("default", ClusterFixture.Whole with { Version = "v1.26.5" }, "test", CancellationToken.None);

        Assert.Null(accepted.Operation);
        Assert.Equal("v1.26.5", fixture.View().Desired!.Version);
    }

    [Fact]
    public async Task Replace_InPart_KeepsTheRest()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();

        await fixture.EndAsync(await fixture.Manager.ReplaceAsync(
            "default", new ClusterDesired { Version = "1.27.0", CertificateNames = ["34.66.72.135"], PodSubnets = ["10.244.0.0/16"] }, "test", CancellationToken.None));

        var spec = fixture.Provisioner.Spec!;
        Assert.Equal(["10.96.0.0/12"], spec.Networking.ServiceSubnets);
        Assert.Equal("flannel", spec.Networking.Cni!.Name);
        Assert.Equal(["34.66.72.135"], spec.ApiServerCertificateNames);
    }

    [Fact]
    public async Task Replace_VersionAndSettings_SettingsFollowTheUpgrade()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();

        await fixture.EndAsync(await fixture.Manager.ReplaceAsync(
            "default", new ClusterDesired { Version = "1.27.0", CertificateNames = ["34.66.72.135"] }, "test", CancellationToken.None));

        await Eventually.TrueAsync(
            () => fixture.Engine.List(null).Any(operation => operation is { Intent: ClusterIntent.Change, State: OperationState.Done }), "the settings are applied");
        Assert.Equal(["34.66.72.135"], fixture.View().Desired!.CertificateNames!);
        Assert.Equal(2, fixture.Engine.List(null).Count(operation => operation.Intent is ClusterIntent.Upgrade or ClusterIntent.Change));
    }

    [Fact]
    public async Task Replace_UpgradeFails_IsAsBeforeAndSaysSo()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();
        fixture.Api.Make(
            "/apis/apps/v1/namespaces/users/deployments/web",
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = "web" }, ["spec"] = new JsonObject { ["replicas"] = 2 } });
        var before = fixture.Api.Describe();
        var during = "";
        fixture.Provisioner.Steps.Extra = (_, _, _) =>
        {
            during = fixture.Api.Describe();
            return Task.CompletedTask;
        };
        fixture.Provisioner.Steps.FailingApply["version"] = ErrorReason.Invalid;

        var view = await fixture.EndAsync(await fixture.Manager.ReplaceAsync("default", new ClusterDesired { Version = "1.27.0" }, "test", CancellationToken.None));

        Assert.Contains("reeve-write-freeze", during, StringComparison.Ordinal);
        Assert.Contains("deployments/web:0", during, StringComparison.Ordinal);
        Assert.Equal(before, fixture.Api.Describe());
        Assert.Equal((ClusterPhase.Provisioned, "1.26.5", false), (view.Phase, view.Desired!.Version, view.LastUpgrade!.Succeeded));
        var condition = view.Conditions.Single(other => other.Type == "UpgradeSuccess");
        Assert.Equal((false, "Undone", "Error"), (condition.Status, condition.Reason, condition.Severity));
    }

    [Fact]
    public async Task Replace_WorkloadsAreDisabled_TheyStayStopped()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();
        fixture.Api.Make(
            "/apis/apps/v1/namespaces/users/deployments/web",
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = "web" }, ["spec"] = new JsonObject { ["replicas"] = 2 } });
        var ran = fixture.Api.Describe();
        var disabled = await fixture.EndAsync(await fixture.Manager.PatchAsync("default", new ClusterDesired { WorkloadsDisabled = true }, "test", CancellationToken.None));

        var upgraded = await fixture.EndAsync(await fixture.Manager.ReplaceAsync("default", new ClusterDesired { Version = "1.27.0" }, "test", CancellationToken.None));
        await fixture.RestartAsync();
        var stopped = fixture.Api.Describe();
        await fixture.EndAsync(await fixture.Manager.PatchAsync("default", new ClusterDesired { WorkloadsDisabled = false }, "test", CancellationToken.None));

        Assert.Equal((ClusterState.Disabled, ClusterState.Disabled), (disabled.State, upgraded.State));
        Assert.Contains("deployments/web:0", stopped, StringComparison.Ordinal);
        Assert.Equal(ran, fixture.Api.Describe());
    }

    [Fact]
    public async Task Patch_WhatMayBeChanged_IsChanged()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();

        var accepted = await fixture.Manager.PatchAsync(
            "default",
            new ClusterDesired
            {
                Cni = new ClusterAddon { Name = "flannel", Version = "v0.23.0" },
                CertificateNames = ["api.example.com"],
                Registry = new ClusterRegistrySettings { Customised = true, Name = "registry.example.com", Authenticates = true, Username = "me", Password = "pass-word" },
            },
            "test",
            CancellationToken.None);
        var view = await fixture.EndAsync(accepted);

        var spec = fixture.Provisioner.Spec!;
        Assert.Equal(("Patch", ClusterIntent.Change), (accepted.Operation!.Title, accepted.Operation.Intent));
        Assert.Equal(("v0.23.0", "api.example.com"), (view.CniVersion, view.Desired!.CertificateNames!.Single()));
        Assert.Equal("pass-word", fixture.Secrets.Find(spec.Id, spec.Registry!.PasswordSecret));
        Assert.Equal("", view.Desired.Registry!.Password);
        Assert.DoesNotContain(
            System.IO.Directory.EnumerateFiles(fixture.Options.Directory, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("pass-word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Patch_PasswordOfARegistry_IsNoticedByWhatItIs()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();
        ClusterDesired With(string password) => new()
        {
            Registry = new ClusterRegistrySettings { Customised = true, Name = "registry.example.com", Authenticates = true, Username = "me", Password = password },
        };
        await fixture.EndAsync(await fixture.Manager.PatchAsync("default", With("pass-word"), "test", CancellationToken.None));
        var first = fixture.Provisioner.Spec!;

        var same = await fixture.Manager.PatchAsync("default", With("pass-word"), "test", CancellationToken.None);
        var other = await fixture.Manager.PatchAsync("default", With("other-word"), "test", CancellationToken.None);
        await fixture.EndAsync(other);

        Assert.Null(same.Operation);
        Assert.Equal(ClusterIntent.Change, other.Operation!.Intent);
        var second = fixture.Provisioner.Spec!;
        Assert.NotEqual(first.Registry!.PasswordSecret, second.Registry!.PasswordSecret);
        Assert.Equal("other-word", fixture.Secrets.Find(second.Id, second.Registry.PasswordSecret));
    }

    [Fact]
    public async Task Patch_AnythingElse_IsRefusedByField()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();

        var refused = await RefusedAsync(() => fixture.Manager.PatchAsync(
            "default",
            new ClusterDesired
            {
                Type = "other",
                Version = "1.27.0",
                PodSubnets = ["10.1.0.0/16"],
                ServiceSubnets = ["10.2.0.0/16"],
                Cni = new ClusterAddon { Name = "calico", Version = "v3.25.1" },
                ExtraArguments = new Dictionary<string, string> { ["v"] = "4" },
                Provider = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["nodeName"] = "n" }),
            },
            "test",
            CancellationToken.None));

        Assert.Equal(
            [
                "spec.clusterType", "spec.extraArgs", "spec.networking.clusterCni.name", "spec.networking.podSubnet", "spec.networking.svcSubnet", "spec.provider", "spec.version",
            ],
            refused.Errors.Select(error => error.Field).Order(StringComparer.Ordinal));
        Assert.Empty(fixture.Engine.List(null).Skip(1));
    }

    [Fact]
    public async Task Patch_ProvisionerRefuses_NothingIsBegun()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();

        var refused = await RefusedAsync(() => fixture.Manager.ReplaceAsync(
            "default", new ClusterDesired { ExtraArguments = new Dictionary<string, string> { ["refused"] = "1" } }, "test", CancellationToken.None));

        Assert.Equal("spec.extraArgs", Assert.Single(refused.Errors).Field);
    }

    [Fact]
    public async Task Patch_WithoutACluster_IsRefused()
    {
        await using var fixture = await ClusterFixture.StartedAsync();

        var refused = await RefusedAsync(() => fixture.Manager.PatchAsync("default", new ClusterDesired { WorkloadsDisabled = true }, "test", CancellationToken.None));

        Assert.Equal((ClusterRefusal.WrongPhase, ClusterPhase.NotInitialised), (refused.Reason, refused.Phase));
    }

    [Fact]
    public async Task Patch_NotReady_IsRefused()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();
        fixture.Provisioner.IsReady = false;

        var refused = await RefusedAsync(() => fixture.Manager.PatchAsync("default", new ClusterDesired { WorkloadsDisabled = true }, "test", CancellationToken.None));

        Assert.Equal(ClusterRefusal.WrongPhase, refused.Reason);
    }

    private static Task<ClusterRefusedException> RefusedAsync(Func<Task<ClusterAccepted>> act) => Assert.ThrowsAsync<ClusterRefusedException>(act);
}
