using Reeve.Host.Edge.Networking;

namespace Reeve.Host.Tests.Edge.Support;

/// <summary>Routes of a machine of the test's own.</summary>
internal sealed class FakeRoutes : IIPRoutes
{
    public List<IPRoute> Routes { get; } = [new("default", "10.0.0.1", "eth0"), new("10.0.0.0/24", "", "eth0")];

    /// <summary>A subnet that cannot be added.</summary>
    public string? Refused { get; set; }

    public Task<IReadOnlyList<IPRoute>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<IPRoute>>([.. Routes]);

    public Task AddAsync(IPRoute route, CancellationToken cancellationToken)
    {
        if (route.Subnet == Refused)
        {
            throw new ProviderException(ErrorReason.Invalid, "Nexthop has invalid gateway.");
        }

        Routes.Add(route with { Device = route.Device.Length > 0 ? route.Device : "eth0" });
        return Task.CompletedTask;
    }

    public Task DeleteAsync(IPRoute route, CancellationToken cancellationToken)
    {
        Routes.RemoveAll(route.Means);
        return Task.CompletedTask;
    }
}
