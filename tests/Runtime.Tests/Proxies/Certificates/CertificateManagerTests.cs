using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Proxies.Certificates;

public sealed class CertificateManagerTests : IAsyncDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);

    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _time = new(Certificate.Start);
    private readonly FakeSink _sink = new();
    private readonly FakeIssuer _issuer;
    private readonly List<CertificateManager> _managers = [];

    public CertificateManagerTests() => _issuer = new FakeIssuer(_time, Life);

    public async ValueTask DisposeAsync()
    {
        foreach (var manager in _managers)
        {
            await manager.DisposeAsync();
        }

        _directory.Dispose();
    }

    [Fact]
    public async Task Start_NothingOnDisk_OrderedAndServed()
    {
        var manager = Start(Ordered("a", "a.example.org"));

        await ServedAsync(1);

        Assert.Equal(["a.example.org"], Assert.Single(_sink.Served[^1].Certificates).ServerNames);
        await Eventually.TrueAsync(() => Assert.Single(manager.List()).NotAfter == Certificate.Start + Life, "its status says so");
        Assert.Equal("authority ca", manager.List()[0].Source);
    }

    [Fact]
    public async Task Start_ProxyTakesItsTime_StatusTellsOfTheCertificateOnceItIsServed()
    {
        var served = new TaskCompletionSource();
        _sink.Ready = served.Task;
        var manager = Start(Ordered("a", "a.example.org"));
        await ServedAsync(1);

        Assert.Null(manager.List()[0].NotAfter);
        served.SetResult();

        await Eventually.TrueAsync(() => manager.List()[0].NotAfter is not null, "its status says so");
    }

    [Fact]
    public async Task Start_FreshOneOnDisk_ServedFromThereWithoutAnOrder()
    {
        Start(Ordered("a", "a.example.org"));
        await ServedAsync(1);

        var second = Make(Ordered("a", "a.example.org"));

        Assert.Equal(["a.example.org"], Assert.Single(second.Current.Certificates).ServerNames);
        second.Start();
        await Eventually.TrueAsync(() => second.List()[0].RenewAt is not null, "it is scheduled");
        Assert.Single(_issuer.Orders);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_directory["a.pem"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Start_OneOnDiskForOtherNames_OrderedAnew()
    {
        Start(Ordered("a", "a.example.org"));
        await ServedAsync(1);

        Start(Ordered("a", "a.example.org", "b.example.org"));
        await ServedAsync(2);

        Assert.Equal(2, _issuer.Orders.Count);
    }

    [Fact]
    public async Task Run_TwoThirdsOfItsLifeOver_RenewedInPlaceOfTheFormer()
    {
        Start(Ordered("a", "a.example.org"));
        await ServedAsync(1);

        await AdvanceAsync(TimeSpan.FromDays(61), () => _issuer.Orders.Count == 2);

        Assert.InRange(_issuer.Orders[1].At, Certificate.Start.AddDays(58), Certificate.Start.AddDays(61));
        Assert.Equal(_sink.Served[0].Certificates[0].ChainPem, _issuer.Orders[1].Order.ReplacesPem);
    }

    [Fact]
    public async Task Run_AuthorityAdvisesEarlier_RenewedThen()
    {
        Start(Ordered("a", "a.example.org"));
        await ServedAsync(1);
        _issuer.Advice = new RenewalAdvice { Start = Certificate.Start.AddDays(3), End = Certificate.Start.AddDays(4) };

        await AdvanceAsync(TimeSpan.FromDays(5), () => _issuer.Orders.Count == 2);

        Assert.InRange(_issuer.Orders[1].At, Certificate.Start.AddDays(3), Certificate.Start.AddDays(4.5));
    }

    [Fact]
    public async Task Run_AuthorityAdvisesThePast_NotOrderedWithoutAPause()
    {
        _issuer.Advice = new RenewalAdvice { Start = Certificate.Start.AddDays(-2), End = Certificate.Start.AddDays(-1) };
        Start(Ordered("a", "a.example.org"));

        await AdvanceAsync(TimeSpan.FromHours(5), () => _issuer.Orders.Count == 3);

        Assert.InRange(_issuer.Orders[2].At - _issuer.Orders[1].At, TimeSpan.FromHours(1), TimeSpan.FromHours(1.1));
    }

    [Fact]
    public async Task Run_OrderFails_TriedAgainEverMoreRarelyAndFormerServedOn()
    {
        _issuer.Failure = new ProviderException(ErrorReason.Transient, "the authority sleeps");
        var manager = Start(Ordered("a", "a.example.org"));
        await AdvanceAsync(TimeSpan.FromDays(2), () => _issuer.Orders.Count >= 8);

        var waits = _issuer.Orders.Zip(_issuer.Orders.Skip(1), static (first, second) => second.At - first.At).ToList();
        Assert.InRange(waits[0], TimeSpan.FromMinutes(2.5), TimeSpan.FromMinutes(5));
        Assert.True(waits[5] > waits[0] * 8);
        Assert.Equal("the authority sleeps", manager.List()[0].Problem);

        _issuer.Failure = null;
        await AdvanceAsync(TimeSpan.FromDays(1), () => _sink.Served.Count == 1);
        await Eventually.TrueAsync(() => manager.List()[0].Problem is null, "nothing is wrong any more");
    }

    [Fact]
    public async Task Run_RateLimited_NotBeforeTheAuthoritySays()
    {
        _issuer.Failure = new ProviderException(ErrorReason.Exhausted, "too many") { RetryAfter = TimeSpan.FromHours(30) };
        Start(Ordered("a", "a.example.org"));
        await AdvanceAsync(TimeSpan.FromDays(2), () => _issuer.Orders.Count == 2);

        Assert.InRange(_issuer.Orders[1].At - _issuer.Orders[0].At, TimeSpan.FromHours(30), TimeSpan.FromHours(31));
    }

    [Fact]
    public async Task Run_ProxyRefusesTheChange_ServedWhenItTakesIt()
    {
        _sink.Refusals = 3;
        Start(Ordered("a", "a.example.org"));

        await AdvanceAsync(TimeSpan.FromMinutes(2), () => _sink.Served.Count == 1);

        Assert.Single(_issuer.Orders);
    }

    [Theory]
    [InlineData(ChallengeKind.Http)]
    [InlineData(ChallengeKind.TlsAlpn)]
    public async Task Issue_Challenge_ServedWhileTheAuthorityLooks(ChallengeKind kind)
    {
        var challenge = new Challenge { Kind = kind, Name = "a.example.org", Token = "token", KeyAuthorization = "token.key" };
        var shown = CertificateSet.Empty;
        _issuer.Look = async solver =>
        {
            await solver.PresentAsync(challenge, default);
            shown = _sink.Served[^1];
            await solver.WithdrawAsync(challenge, default);
        };
        Start(Ordered("a", "a.example.org") with { Challenge = kind });

        await ServedAsync(3);

        if (kind is ChallengeKind.Http)
        {
            Assert.Equal("token.key", shown.Documents["/.well-known/acme-challenge/token"]);
        }
        else
        {
            Assert.Equal("acme-tls/1", Assert.Single(shown.Certificates).AlpnProtocol);
        }

        Assert.Empty(_sink.Served[^1].Documents);
        Assert.Null(Assert.Single(_sink.Served[^1].Certificates).AlpnProtocol);
    }

    [Fact]
    public async Task Files_Replaced_ServedWithoutAnythingElse()
    {
        Write(Certificate.Create(Certificate.Start, Life, "a.example.org"));
        Start(FromFiles());
        await ServedAsync(1);

        Write(Certificate.Create(Certificate.Start, Life, "a.example.org", "b.example.org"));
        await AdvanceAsync(TimeSpan.FromMinutes(1), () => _sink.Served.Count == 2);

        Assert.Equal(["a.example.org", "b.example.org"], _sink.Served[^1].Certificates[0].ServerNames);
        Assert.Empty(_sink.Served[^1].Certificates[1].ServerNames); // the default
    }

    [Fact]
    public async Task Files_KeyOfAnotherCertificate_FormerServedOnAndTold()
    {
        Write(Certificate.Create(Certificate.Start, Life, "a.example.org"));
        var manager = Start(FromFiles());
        await ServedAsync(1);

        await File.WriteAllTextAsync(_directory["key"], Certificate.Create(Certificate.Start, Life, "a.example.org").KeyPem);
        await AdvanceAsync(TimeSpan.FromMinutes(1), () => manager.List()[0].Problem is not null);

        Assert.Contains(_directory["key"], manager.List()[0].Problem, StringComparison.Ordinal);
        Assert.Single(_sink.Served);
    }

    [Fact]
    public async Task RenewAsync_Unknown_RefusedWithWhatThereIs()
    {
        var manager = Make(Ordered("a", "a.example.org"));

        var error = await Assert.ThrowsAsync<ProviderException>(() => manager.RenewAsync("b", default));

        Assert.Equal(ErrorReason.NotFound, error.Reason);
        Assert.Contains("there are a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenewAsync_NotDue_OrderedNow()
    {
        var manager = Start(Ordered("a", "a.example.org"));
        await ServedAsync(1);

        await manager.RenewAsync("a", default);

        Assert.Equal(2, _issuer.Orders.Count);
        Assert.Equal(2, _sink.Served.Count);
    }

    private static CertificateOptions Ordered(string name, params string[] names) => new() { Name = name, Names = names, Authority = "ca" };

    private CertificateOptions FromFiles() => new() { Name = "a", ChainFile = _directory["chain"], KeyFile = _directory["key"], Default = true };

    private void Write(IssuedCertificate certificate)
    {
        File.WriteAllText(_directory["chain"], certificate.ChainPem);
        File.WriteAllText(_directory["key"], certificate.KeyPem);
    }

    private CertificateManager Start(CertificateOptions certificate)
    {
        var manager = Make(certificate);
        manager.Start();
        return manager;
    }

    private CertificateManager Make(CertificateOptions certificate)
    {
        var manager = new CertificateManager(
            new CertificateSources
            {
                Options = new CertificatesOptions { Certificates = [certificate] },
                Issuers = new Dictionary<string, ICertificateIssuer> { ["ca"] = _issuer },
                Directory = _directory.Path,
                Sink = _sink,
            },
            _time,
            NullLogger.Instance);
        _managers.Add(manager);
        return manager;
    }

    private Task ServedAsync(int count) => Eventually.TrueAsync(() => _sink.Served.Count >= count, $"{count} sets are served");

    // Moves the clock to whatever falls due next, until the condition holds.
    private async Task AdvanceAsync(TimeSpan most, Func<bool> condition)
    {
        var end = _time.GetUtcNow() + most;
        await Eventually.TrueAsync(
            () =>
            {
                if (!condition() && _time.NextDue is { } due && due <= end)
                {
                    _time.Advance(due - _time.GetUtcNow());
                }

                return condition();
            },
            "the time comes");
    }
}
