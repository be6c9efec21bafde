using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Identity;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Configuration;
using Reeve.Testing;
using Reeve.Testing.OpenStack;

namespace Reeve.Plugins.OpenStack.Tests.Client.Real;

public sealed class IdentityTests
{
    [RequiresFact(Component.OpenStack)]
    public async Task Session_PasswordAndApplicationCredential_AreTheSameProject()
    {
        using var byPassword = await RealCloud.ClientAsync();
        using var byCredential = await RealCloud.ClientAsync("demo-credential");

        var first = await byPassword.SessionAsync(default);
        var second = await byCredential.SessionAsync(default);

        Assert.Equal(("demo", "demo"), (first.UserName, first.ProjectName));
        Assert.Equal((first.UserId, first.ProjectId), (second.UserId, second.ProjectId));
        Assert.Contains("member", second.Roles);
        Assert.True(await byPassword.HasAsync(CloudService.Compute, default));
        Assert.False(await byPassword.HasAsync(CloudService.LoadBalancer, default));
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Session_WrongPassword_IsDenied()
    {
        var settings = RealCloud.Settings(await OpenStackCloud.SharedAsync(), "demo");
        var user = ((Credentials.Password)settings.Credentials).User;
        using var client = new Cloud(settings with { Credentials = new Credentials.Password(user, new Secret("wrong-one")) }, TimeProvider.System);

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.SessionAsync(default));

        Assert.Equal(ErrorReason.Denied, exception.Reason);
        Assert.StartsWith("req-", exception.RequestId, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-one", exception.ToString(), StringComparison.Ordinal);
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Session_ScopesOfAnAdministrator_AreUnderstood()
    {
        var settings = RealCloud.Settings(await OpenStackCloud.SharedAsync(), "admin");
        using var system = new Cloud(settings with { Scope = new Scope.WholeSystem() }, TimeProvider.System);
        using var unscoped = new Cloud(settings with { Scope = Scope.None }, TimeProvider.System);

        var session = await system.SessionAsync(default);

        Assert.Null(session.ProjectId);
        Assert.Contains("admin", session.Roles);
        Assert.Contains(await system.Identity.Projects.ListAsync(new ResourceQuery { Name = "demo" }, default), project => project.Enabled);
        Assert.Null((await unscoped.SessionAsync(default)).ProjectId);
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Trust_UserGivesLeave_OtherActsInItsProject()
    {
        var cloud = await OpenStackCloud.SharedAsync();
        using var demo = await RealCloud.ClientAsync();
        using var other = await RealCloud.ClientAsync("other");
        var (giver, taker) = (await demo.SessionAsync(default), await other.SessionAsync(default));

        var trust = await demo.Identity.Trusts.CreateAsync(
            new TrustCreate
            {
                TrustorUserId = giver.UserId,
                TrusteeUserId = taker.UserId,
                ProjectId = giver.ProjectId!,
                Impersonation = true,
                Roles = [new TrustRole { Name = "member" }, new TrustRole { Name = "reader" }],
                ExpiresAt = giver.ExpiresAt,
            }, default);
        using var trusted = new Cloud(RealCloud.Settings(cloud, "other") with { Scope = new Scope.Trust(trust.Id) }, TimeProvider.System);

        Assert.Equal(giver.ProjectId, (await trusted.SessionAsync(default)).ProjectId);
        Assert.NotEmpty(await trusted.Network.Networks.ListAsync(new ResourceQuery { Name = "public" }, default));
        Assert.True(await demo.Identity.Trusts.DeleteAsync(trust.Id, default));
        Assert.Null(await demo.Identity.Trusts.FindAsync(trust.Id, default));
    }

    [RequiresFact(Component.OpenStack)]
    public async Task ApplicationCredentials_MadeAndDeleted_LetInAndKeepOut()
    {
        var settings = RealCloud.Settings(await OpenStackCloud.SharedAsync(), "demo");
        using var demo = await RealCloud.ClientAsync();
        var ends = (await demo.SessionAsync(default)).ExpiresAt;

        var made = await demo.Identity.ApplicationCredentials.CreateAsync(new ApplicationCredentialCreate { Name = RealCloud.NewName(), ExpiresAt = ends }, default);
        var mine = settings with { Credentials = new Credentials.ApplicationCredential(made.Id, new Secret(made.Secret!)), Scope = Scope.None };
        using var client = new Cloud(mine, TimeProvider.System);
        Assert.Equal("demo", (await client.SessionAsync(default)).ProjectName);
        Assert.Equal(ends, (await demo.Identity.ApplicationCredentials.GetAsync(made.Id, default)).ExpiresAt);
        Assert.Contains(await demo.Identity.OwnProjectsAsync(default), project => project.Name == "demo");

        Assert.True(await demo.Identity.ApplicationCredentials.DeleteAsync(made.Id, default));
        using var late = new Cloud(mine, TimeProvider.System);
        Assert.Equal(ErrorReason.Denied, (await Assert.ThrowsAsync<CloudException>(() => late.SessionAsync(default))).Reason);
    }
}
