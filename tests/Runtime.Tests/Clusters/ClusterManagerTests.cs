using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters;

public sealed class ClusterManagerTests
{
    [Fact]
    public async Task Find_BeforeAnything_SaysThatThereIsNone()
    {
        await using var fixture = await ClusterFixture.StartedAsync();

        var view = fixture.View();

        Assert.Equal(ClusterPhase.NotInitialised, view.Phase);
        Assert.Equal(ClusterState.NotInitialized, view.State);
        Assert.Equal(["ClusterReady", "ControlPlaneReady", "NodeReady"], view.Conditions.Select(condition => condition.Type));
        Assert.All(view.Conditions, condition => Assert.False(condition.Status));
        Assert.Null(fixture.Manager.Find("other"));
    }

    [Fact]
    public async Task Create_Whole_IsProvisioningAndThenProvisioned()
    {
        await using var fixture = await ClusterFixture.StartedAsync();

        var accepted = await fixture.Manager.CreateAsync("default", ClusterFixture.Whole with { Version = "v1.26.5" }, "somebody", CancellationToken.None);
        var view = await fixture.EndAsync(accepted);

        Assert.Equal(ClusterPhase.Provisioning, accepted.Cluster.Phase);
        Assert.Equal("v1.26.5", accepted.Cluster.Desired!.Version); // as it was written
        Assert.Equal((ClusterPhase.Provisioned, ClusterState.Provisioned, "1.26.5", "v0.22.0", "1.6.20"), (view.Phase, view.State, view.KubernetesVersion, view.CniVersion, view.RuntimeVersion));
        Assert.True(view.LastInstall!.Succeeded);
        Assert.Equal(accepted.Operation!.Id, view.LastInstall.OperationId);
        Assert.All(view.Conditions, condition => Assert.True(condition.Status));
        Assert.Equal(["ClusterReady", "ControlPlaneReady", "NodeReady", "InstallSuccess"], view.Conditions.Take(4).Select(condition => condition.Type));
        var audit = fixture.Audit.Read(new AuditQuery());
        Assert.All(audit, entry => Assert.Equal(("Install", "scripted", "1.26.5", "somebody"), (entry.Action, entry.ClusterType, entry.ClusterVersion, entry.Actor)));
    }

    [Fact]
    public async Task Create_Fails_IsFailedAndCanBeTriedAgain()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        fixture.Provisioner.Steps.FailingApply["version"] = ErrorReason.Invalid;

        var failed = await fixture.EndAsync(await fixture.Manager.CreateAsync("default", ClusterFixture.Whole, "test", CancellationToken.None));
        var again = await fixture.EndAsync(await fixture.Manager.CreateAsync("default", ClusterFixture.Whole, "test", CancellationToken.None));

        Assert.Equal((ClusterPhase.Failed, ClusterState.Failed), (failed.Phase, failed.State));
        Assert.Contains("version fails", failed.Description, StringComparison.Ordinal);
        Assert.Equal("1.26.5", failed.Desired!.Version);
        Assert.False(failed.Conditions.Single(condition => condition.Type == "InstallSuccess").Status);
        Assert.Equal(ClusterPhase.Provisioned, again.Phase);
    }

    [Fact]
    public async Task Create_Exists_IsRefused()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();

        var refused = await Assert.ThrowsAsync<ClusterRefusedException>(() => fixture.Manager.CreateAsync("default", ClusterFixture.Whole, "test", CancellationToken.None));

        Assert.Equal((ClusterRefusal.Exists, ClusterPhase.Provisioned), (refused.Reason, refused.Phase));
    }

    [Fact]
    public async Task Create_WhileAnotherGoesOn_ConflictsWithItsId()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        var gate = new TaskCompletionSource();
        fixture.Provisioner.Steps.Gate = (_, token) => gate.Task.WaitAsync(token);
        var accepted = await fixture.Manager.CreateAsync("default", ClusterFixture.Whole, "test", CancellationToken.None);

        var conflict = await Assert.ThrowsAsync<OperationConflictException>(
            () => fixture.Manager.DeleteAsync("default", new ClusterDeleteOptions(), "test", CancellationToken.None));
        gate.SetResult();
        await fixture.EndAsync(accepted);

        Assert.Equal(accepted.Operation!.Id, conflict.OperationId);
    }

    [Fact]
    public async Task Delete_Installed_RemovesEverythingAndForgetsSecrets()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();
        fixture.Secrets.Set(new ClusterId { Owner = fixture.Options.Owner, Name = "default" }, "token", "secret");

        var accepted = await fixture.Manager.DeleteAsync("default", new ClusterDeleteOptions(), "test", CancellationToken.None);
        var view = await fixture.EndAsync(accepted);
        var nothing = await fixture.Manager.DeleteAsync("default", new ClusterDeleteOptions(), "test", CancellationToken.None);

        Assert.Equal(ClusterPhase.Deleting, accepted.Cluster.Phase);
        Assert.Equal((ClusterPhase.Deleted, ClusterState.NotInitialized, ""), (view.Phase, view.State, view.KubernetesVersion));
        Assert.Null(view.Desired);
        Assert.True(view.LastReset!.Succeeded);
        Assert.Equal("", fixture.World.Describe());
        Assert.Empty(fixture.Secrets.GetAll(new ClusterId { Owner = fixture.Options.Owner, Name = "default" }));
        Assert.Null(nothing.Operation);
        Assert.Contains(fixture.Audit.Read(new AuditQuery()), entry => entry is { Action: "Reset", Result: "Done" });
    }

    [Fact]
    public async Task Delete_InstallationIsStuck_GivesItUpAndRemovesWhatItMade()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        fixture.Provisioner.Steps.FailingApply["version"] = ErrorReason.Invalid;
        fixture.Provisioner.Steps.FailingUndo["prepared"] = 3;
        await fixture.Manager.CreateAsync("default", ClusterFixture.Whole, "test", CancellationToken.None);
        await fixture.SeenAsync(view => view is { Phase: ClusterPhase.Failed, OperationId: not null }, "it is stuck");

        var view = await fixture.EndAsync(await fixture.Manager.DeleteAsync("default", new ClusterDeleteOptions(), "test", CancellationToken.None));

        Assert.Equal(ClusterPhase.Deleted, view.Phase);
        Assert.Equal("", fixture.World.Describe());
    }

    [Fact]
    public async Task Delete_RemovalIsStuck_GoesOnWithIt()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();
        fixture.Provisioner.Steps.FailingUndo["prepared"] = 3;
        var first = await fixture.Manager.DeleteAsync("default", new ClusterDeleteOptions(), "test", CancellationToken.None);
        await fixture.SeenAsync(view => view.Phase is ClusterPhase.Failed, "it is stuck");

        var second = await fixture.Manager.DeleteAsync("default", new ClusterDeleteOptions(), "test", CancellationToken.None);
        var view = await fixture.EndAsync(second);

        Assert.Equal(first.Operation!.Id, second.Operation!.Id);
        Assert.Equal(ClusterPhase.Deleted, view.Phase);
    }

    [Fact]
    public async Task RenewCertificates_Installed_IsKubeConfigResetting()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();

        var accepted = await fixture.Manager.RenewCertificatesAsync("default", "test", CancellationToken.None);
        var view = await fixture.EndAsync(accepted);

        Assert.Equal(ClusterPhase.KubeConfigResetting, accepted.Cluster.Phase);
        Assert.Equal("1", fixture.World["certs"]);
        Assert.True(view.LastCertificateReset!.Succeeded);
        Assert.Equal("apiserver-1", Assert.Single(await fixture.Manager.GetCertificatesAsync("default", CancellationToken.None)).Name);
        Assert.Contains(fixture.Audit.Read(new AuditQuery()), entry => entry is { Action: "Reset Certs", Result: "Done" });
    }

    [Fact]
    public async Task Restart_Installed_KnowsEverythingAgain()
    {
        await using var fixture = await ClusterFixture.InstalledAsync();
        var before = fixture.View();

        await fixture.RestartAsync();

        var after = fixture.View();
        Assert.Equal((before.Phase, before.KubernetesVersion, before.Desired!.Cni), (after.Phase, after.KubernetesVersion, after.Desired!.Cni));
        Assert.Equal(before.Conditions, after.Conditions); // their times too
        Assert.Equal("kubeconfig of default", await fixture.Manager.GetKubeconfigAsync("default", new KubeconfigRequest(), CancellationToken.None));
    }

    [Fact]
    public async Task Restart_ProvisionerIsGone_GoesOnOnceItIsBack()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        fixture.Provisioner.Steps.Gate = (_, token) => Task.Delay(Timeout.Infinite, token);
        await fixture.Manager.CreateAsync("default", ClusterFixture.Whole, "test", CancellationToken.None);
        fixture.Unload();
        await fixture.RestartAsync(isKilled: true);
        await fixture.SeenAsync(view => view.Phase is ClusterPhase.Failed, "it is stuck");
        fixture.Provisioner.Steps.Gate = static (_, _) => Task.CompletedTask;

        fixture.Load();

        await fixture.SeenAsync(view => view.Phase is ClusterPhase.Provisioned, "it went on");
    }

    [Fact]
    public async Task Plan_Create_ChangesNothing()
    {
        await using var fixture = await ClusterFixture.StartedAsync();

        var preview = await fixture.Manager.PlanAsync("default", ClusterVerb.Create, ClusterFixture.Whole, CancellationToken.None);

        Assert.Equal(["prepared", "version", "cni"], preview.Steps.Select(step => step.Id));
        Assert.Equal("", fixture.World.Describe());
        Assert.Empty(fixture.Engine.List(null));
        Assert.Equal(ClusterPhase.NotInitialised, fixture.View().Phase);
    }

    [Fact]
    public async Task Watch_Create_SeesItsEnd()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await fixture.Manager.CreateAsync("default", ClusterFixture.Whole, "test", CancellationToken.None);

        await foreach (var view in fixture.Manager.WatchAsync("default", deadline.Token))
        {
            if (view.Phase is ClusterPhase.Provisioned)
            {
                break;
            }
        }

        Assert.False(deadline.IsCancellationRequested);
    }
}
