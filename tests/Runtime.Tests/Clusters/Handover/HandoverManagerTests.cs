using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Handover;

/// <summary>A cluster goes from one agent to another.</summary>
public sealed class HandoverManagerTests
{
    private const string Secret = "a secret of the cluster";

    [Fact]
    public async Task Adopt_AfterRelease_IsTheOtherAgentsWithGoalAndSecrets()
    {
        await using var first = await InstalledAsync();
        await using var second = await OtherAsync(first);

        var released = await first.EndAsync(await first.Manager.ReleaseAsync("web", "me", CancellationToken.None));
        var handover = await first.Manager.GetHandoverAsync("web", CancellationToken.None);
        var adopted = await second.EndAsync(await second.Manager.AdoptAsync("web", handover, "you", CancellationToken.None));

        Assert.Equal(ClusterPhase.Released, released.Phase);
        Assert.Equal((ClusterPhase.Provisioned, "scripted", "1.26.5"), (adopted.Phase, adopted.Type, adopted.KubernetesVersion));
        Assert.Equal(ClusterFixture.Whole.PodSubnets, adopted.Desired!.PodSubnets);
        Assert.Equal("told", adopted.Desired.Provider!.Value.GetProperty("default").GetString()); // what was this agent's default is said now
        Assert.Equal(Secret, second.Secrets.Find(Id(second), "pki.material"));
        Assert.All(first.Audit.Read(new AuditQuery()).Take(1), entry => Assert.Equal(("Release", "me"), (entry.Action, entry.Actor)));
        Assert.All(second.Audit.Read(new AuditQuery()).Take(1), entry => Assert.Equal(("Adopt", "you"), (entry.Action, entry.Actor)));
        await second.EndAsync(await second.Manager.ReplaceAsync("web", new ClusterDesired { Version = "1.26.6" }, "you", CancellationToken.None));
        Assert.Equal("1.26.6", second.Manager.Find("web")!.KubernetesVersion);
    }

    [Fact]
    public async Task Release_OverRestartsAndLooks_StaysReleasedAndGivesTheDocumentAgain()
    {
        await using var first = await InstalledAsync();
        await first.EndAsync(await first.Manager.ReleaseAsync("web", "me", CancellationToken.None));
        var before = await first.Manager.GetHandoverAsync("web", CancellationToken.None);

        await first.RestartAsync();
        var seen = await first.Manager.ObserveAsync("web", CancellationToken.None);
        var again = await first.Manager.ReleaseAsync("web", "me", CancellationToken.None);

        Assert.Equal(ClusterPhase.Released, seen.Phase);
        Assert.Null(again.Operation);
        Assert.Equal(before, await first.Manager.GetHandoverAsync("web", CancellationToken.None));
        var refused = await Assert.ThrowsAsync<ClusterRefusedException>(() => first.Manager.ReplaceAsync("web", new ClusterDesired { Version = "1.26.6" }, "me", CancellationToken.None));
        Assert.Equal(ClusterRefusal.WrongPhase, refused.Reason);
    }

    [Fact]
    public async Task Delete_Released_WaitsForItsAdoptionAndThenForgetsIt()
    {
        await using var first = await InstalledAsync();
        await using var second = await OtherAsync(first);
        await first.EndAsync(await first.Manager.ReleaseAsync("web", "me", CancellationToken.None));

        var refused = await Assert.ThrowsAsync<ClusterRefusedException>(() => first.Manager.DeleteAsync("web", new ClusterDeleteOptions(), "me", CancellationToken.None));
        await second.EndAsync(await second.Manager.AdoptAsync("web", await first.Manager.GetHandoverAsync("web", CancellationToken.None), "you", CancellationToken.None));
        var deleted = await first.EndAsync(await first.Manager.DeleteAsync("web", new ClusterDeleteOptions(), "me", CancellationToken.None));

        Assert.Equal((ClusterRefusal.WrongPhase, ClusterPhase.Released), (refused.Reason, refused.Phase));
        Assert.Equal(ClusterPhase.Deleted, deleted.Phase);
        Assert.Null(first.Secrets.Find(Id(first), "pki.material"));
        Assert.Equal("1.26.5", first.World["web.version"]); // what it had made stays
        Assert.Equal(ClusterPhase.Provisioned, (await second.Manager.ObserveAsync("web", CancellationToken.None)).Phase);
    }

    [Fact]
    public async Task Adopt_ByTheAgentThatReleasedIt_TakesItBack()
    {
        await using var first = await InstalledAsync();
        await first.EndAsync(await first.Manager.ReleaseAsync("web", "me", CancellationToken.None));

        var back = await first.EndAsync(await first.Manager.AdoptAsync("web", await first.Manager.GetHandoverAsync("web", CancellationToken.None), "me", CancellationToken.None));

        Assert.Equal(ClusterPhase.Provisioned, back.Phase);
        Assert.Equal(Secret, first.Secrets.Find(Id(first), "pki.material"));
    }

    [Fact]
    public async Task Adopt_NotReleased_ConflictsAndLeavesNothing()
    {
        await using var first = await InstalledAsync();
        await using var second = await OtherAsync(first);
        await first.EndAsync(await first.Manager.ReleaseAsync("web", "me", CancellationToken.None));
        var handover = await first.Manager.GetHandoverAsync("web", CancellationToken.None);
        first.World.Set("web.released", null);

        var conflict = await Assert.ThrowsAsync<ProviderException>(() => second.Manager.AdoptAsync("web", handover, "you", CancellationToken.None));

        Assert.Equal((ErrorReason.Conflict, "it is that of n"), (conflict.Reason, conflict.Message));
        Assert.Null(second.Secrets.Find(Id(second), "pki.material"));
    }

    [Fact]
    public async Task Adopt_Fails_ForgetsTheSecretsAndCanBeTriedAgain()
    {
        await using var first = await InstalledAsync();
        await using var second = await OtherAsync(first);
        await first.EndAsync(await first.Manager.ReleaseAsync("web", "me", CancellationToken.None));
        var handover = await first.Manager.GetHandoverAsync("web", CancellationToken.None);
        second.Provisioner.Steps.FailingApply["web.owner"] = ErrorReason.Denied;

        var failed = await second.EndAsync(await second.Manager.AdoptAsync("web", handover, "you", CancellationToken.None));
        Assert.Equal(ClusterPhase.NotInitialised, failed.Phase);
        Assert.Null(second.Secrets.Find(Id(second), "pki.material"));
        second.Provisioner.Steps.FailingApply.Clear();
        var adopted = await second.EndAsync(await second.Manager.AdoptAsync("web", handover, "you", CancellationToken.None));

        Assert.Equal(ClusterPhase.Provisioned, adopted.Phase);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("{}")]
    [InlineData("""{"kind": "ClusterHandover", "name": "web"}""")]
    public async Task Adopt_NoHandover_IsRefusedWithoutAPieceOfIt(string text)
    {
        await using var fixture = await ClusterFixture.StartedAsync();

        var refused = await Assert.ThrowsAsync<ClusterRefusedException>(() => fixture.Manager.AdoptAsync("web", text, "you", CancellationToken.None));

        Assert.Equal("contents", Assert.Single(refused.Errors).Field);
        Assert.DoesNotContain("rubbish", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_OfAnotherName_IsRefused()
    {
        await using var first = await InstalledAsync();
        await first.EndAsync(await first.Manager.ReleaseAsync("web", "me", CancellationToken.None));
        var handover = await first.Manager.GetHandoverAsync("web", CancellationToken.None);

        var refused = await Assert.ThrowsAsync<ClusterRefusedException>(() => first.Manager.AdoptAsync("shop", handover, "me", CancellationToken.None));

        Assert.Contains("not of shop", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handover_OfWhatIsNotReleasedOrNotThere_IsRefused()
    {
        await using var first = await InstalledAsync();

        Assert.Equal(ClusterRefusal.WrongPhase, (await Assert.ThrowsAsync<ClusterRefusedException>(() => first.Manager.GetHandoverAsync("web", CancellationToken.None))).Reason);
        Assert.Equal(ClusterRefusal.NotFound, (await Assert.ThrowsAsync<ClusterRefusedException>(() => first.Manager.ReleaseAsync("none", "me", CancellationToken.None))).Reason);
        Assert.Equal(ClusterRefusal.WrongPhase, (await Assert.ThrowsAsync<ClusterRefusedException>(() => first.Manager.ReleaseAsync("default", "me", CancellationToken.None))).Reason);
    }

    [Fact]
    public async Task Release_WithoutItsSecrets_IsRefusedBeforeAnythingIsDone()
    {
        await using var first = await InstalledAsync();
        first.Secrets.DeleteAll(Id(first));

        var refused = await Assert.ThrowsAsync<ClusterRefusedException>(() => first.Manager.ReleaseAsync("web", "me", CancellationToken.None));

        Assert.Contains("pki.material", refused.Message, StringComparison.Ordinal);
        Assert.Null(first.World["web.released"]);
    }

    private static async Task<ClusterFixture> InstalledAsync()
    {
        var fixture = await ClusterFixture.StartedAsync();
        await fixture.EndAsync(await fixture.Manager.CreateAsync("web", ClusterFixture.Whole, "test", CancellationToken.None));
        fixture.World.Set("web.owner", fixture.Options.Owner.Node); // so that no look of another agent takes it for its own
        fixture.Secrets.Set(Id(fixture), "pki.material", Secret);
        return fixture;
    }

    private static async Task<ClusterFixture> OtherAsync(ClusterFixture first)
    {
        var fixture = new ClusterFixture(world: first.World, node: "other");
        await fixture.StartAsync();
        return fixture;
    }

    private static ClusterId Id(ClusterFixture fixture) => new() { Owner = fixture.Options.Owner, Name = "web" };
}
