using Reeve.Proxies;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Certificates;

namespace Reeve.Host.Tests.Proxies.Support;

/// <summary>One proxy, of the test's own.</summary>
internal sealed class FakeSites(string name) : IProxySites, IProxySite, ICertificateManager
{
    public IReadOnlyList<IProxySite> All => [this];

    public string Name => name;

    public string Provider => "proxy";

    public FakeProxyService Fake { get; } = new(name);

    public IProxyService Service => Fake;

    public ICertificateManager Certificates => this;

    public string? Problem { get; set; }

    public List<CertificateStatus> Statuses { get; } = [];

    public List<string> Renewed { get; } = [];

    /// <summary>A proxy that has everything.</summary>
    public void Fill()
    {
        Fake.ApplyAsync(SampleProxies.Shop, "somebody", null, CancellationToken.None).GetAwaiter().GetResult();
        Fake.Observation = new ProxyObservation
        {
            Revision = 1,
            Connections = new Dictionary<string, long> { ["web"] = 3 },
            Unhealthy = new Dictionary<string, string> { ["shop/10.0.0.1:8080"] = "refused" },
            Faults = new Dictionary<string, string> { ["web"] = "taken" },
        };
        Statuses.Add(new CertificateStatus
        {
            Name = "shop", Names = ["shop.example.org"], Source = "authority ca", NotBefore = DateTimeOffset.UnixEpoch, NotAfter = DateTimeOffset.UnixEpoch.AddDays(90),
            RenewAt = DateTimeOffset.UnixEpoch.AddDays(60), Problem = "why", Failures = 2,
        });
    }

    /// <summary>Whether certificates are kept fresh.</summary>
    public bool IsStarted { get; private set; }

    public Task LoadAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Start() => IsStarted = true;

    public IReadOnlyList<CertificateStatus> List() => Statuses;

    public Task RenewAsync(string name, CancellationToken cancellationToken)
    {
        Renewed.Add(name);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
