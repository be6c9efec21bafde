using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Host.Tests.Proxies.Support;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Testing;

namespace Reeve.Host.Tests.Proxies;

public sealed class ProxySiteTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeSites _fake = new("edge");
    private readonly TaskCompletionSource _orderable = new();
    private ProxySite? _site;

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    [Fact]
    public async Task Start_NothingApplied_InitialDocumentIsServed()
    {
        await StartAsync(SampleProxies.Shop);

        Assert.Equal(("configuration", 1), (_fake.Fake.Current!.By, _fake.Fake.Current.Revision));
    }

    [Fact]
    public async Task Start_SomethingApplied_InitialDocumentMeansNothing()
    {
        await _fake.Fake.ApplyAsync(new ProxySpec { Upstreams = SampleProxies.Shop.Upstreams }, "somebody", null, CancellationToken.None);

        await StartAsync(SampleProxies.Shop);

        Assert.Equal(("somebody", 1), (_fake.Fake.Current!.By, _fake.Fake.Current.Revision));
    }

    [Fact]
    public async Task Start_CannotBeServed_ProblemIsSaidAndItIsTriedAgain()
    {
        _fake.Fake.StartFailure = new ProviderException(ErrorReason.Conflict, "the port is taken");

        await StartAsync(SampleProxies.Shop);
        Assert.Equal("the port is taken", _site!.Problem);
        _fake.Fake.StartFailure = null;

        await AdvanceUntilAsync(() => _site.Problem is null && _fake.Fake.Current is not null);
    }

    [Fact]
    public async Task Start_InitialDocumentRefused_SaidUntilAnotherIsApplied()
    {
        await StartAsync(new ProxySpec { Listeners = [new ProxyListenerSpec { Name = "A" }] });
        Assert.Contains("listeners[0].name", _site!.Problem, StringComparison.Ordinal);

        await _fake.Fake.ApplyAsync(SampleProxies.Shop, "somebody", null, CancellationToken.None);

        Assert.Null(_site.Problem);
    }

    [Fact]
    public async Task Run_ServedAndNamed_OnlyThenCertificatesAreOrdered()
    {
        await StartAsync(null);
        _orderable.SetResult();
        Assert.False(_fake.IsStarted);

        await Eventually.TrueAsync(() => _fake.Fake.Watchers == 1, "the first revision is waited for");
        await _fake.Fake.ApplyAsync(SampleProxies.Shop, "somebody", null, CancellationToken.None);

        await Eventually.TrueAsync(() => _fake.IsStarted, "they are kept fresh");
    }

    private async Task StartAsync(ProxySpec? initial)
    {
        var plan = new ProxySiteOptions { Name = "edge", Provider = "proxy", Initial = initial };
        _site = new ProxySite(plan, _fake.Service, _fake.Certificates, _orderable.Task, _time, NullLogger<ProxySite>.Instance);
        await _site.StartAsync(CancellationToken.None);
    }

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.TrueAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            return condition();
        },
        "it is served");
}
