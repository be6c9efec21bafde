using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Tenants;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Tenants;

public sealed class TenantQuotaTests
{
    [Fact]
    public async Task Create_MoreClustersThanAllowed_IsRefusedForThatTenantAlone()
    {
        await using var fixture = await WithAsync("t", new TenantQuota { Clusters = 1 });
        await CreateAsync(fixture, "a.t");

        Assert.Equal(ClusterRefusal.Exhausted, (await RefusedAsync(fixture, "b.t")).Reason);
        await Assert.ThrowsAsync<ClusterRefusedException>(() => fixture.Manager.PlanAsync("b.t", ClusterVerb.Create, ClusterFixture.Whole, CancellationToken.None));
        await CreateAsync(fixture, "b.u");

        await fixture.EndAsync(await fixture.Manager.DeleteAsync("a.t", new ClusterDeleteOptions(), "test", CancellationToken.None));
        await CreateAsync(fixture, "b.t");
    }

    [Fact]
    public async Task Create_MoreMachinesThanAllowed_IsRefused()
    {
        await using var fixture = await WithAsync(ClusterOptions.EveryTenant, new TenantQuota { Machines = 4 });
        fixture.Provisioner.Costs = new Dictionary<string, long> { ["instances"] = 3 };
        var gate = new TaskCompletionSource();
        fixture.Provisioner.Steps.Gate = (_, token) => gate.Task.WaitAsync(token);

        // None of its machines is there yet, and yet they count.
        var accepted = await fixture.Manager.CreateAsync("a.t", ClusterFixture.Whole, "test", CancellationToken.None);
        Assert.Contains("4 machines", (await RefusedAsync(fixture, "b.t")).Message, StringComparison.Ordinal);
        gate.SetResult();
        await fixture.EndAsync(accepted);

        // The scripted clusters turn out to have one machine each.
        await CreateAsync(fixture, "b.t");
    }

    [Fact]
    public async Task Create_SeveralAtOnce_NoneSlipsThrough()
    {
        await using var fixture = await WithAsync("default", new TenantQuota { Clusters = 2 });

        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            try
            {
                return await fixture.Manager.CreateAsync($"c{i}", ClusterFixture.Whole, "test", CancellationToken.None);
            }
            catch (ClusterRefusedException e) when (e.Reason is ClusterRefusal.Exhausted)
            {
                return null;
            }
        }));

        Assert.Equal(2, tries.OfType<ClusterAccepted>().Count());
    }

    private static Task<ClusterFixture> WithAsync(string tenant, TenantQuota quota) =>
        ClusterFixture.StartedAsync(options: options => options with { Quotas = new Dictionary<string, TenantQuota> { [tenant] = quota } });

    private static async Task CreateAsync(ClusterFixture fixture, string key) =>
        await fixture.EndAsync(await fixture.Manager.CreateAsync(key, ClusterFixture.Whole, "test", CancellationToken.None));

    private static Task<ClusterRefusedException> RefusedAsync(ClusterFixture fixture, string key) =>
        Assert.ThrowsAsync<ClusterRefusedException>(() => fixture.Manager.CreateAsync(key, ClusterFixture.Whole, "test", CancellationToken.None));
}
