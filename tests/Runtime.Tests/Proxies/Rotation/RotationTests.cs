using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Dns.Updates;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Testing;
using Reeve.Testing.Knot;
using Reeve.Testing.Pebble;

namespace Reeve.Runtime.Tests.Proxies.Rotation;

/// <summary>
/// The whole life of a certificate: a real authority, which refuses good nonces at random and wants each order proved anew, a real DNS server, and the real plugin,
/// which answers the challenges itself.
/// </summary>
public sealed class RotationTests : IAsyncLifetime
{
    private const string Name = "shop.example.org";

    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private KnotServer _knot = null!;
    private PebbleServer _pebble = null!;
    private ServedProxy _proxy = null!;

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.PebbleWithKnot) is null)
        {
            _knot = await KnotServer.StartAsync();
            _proxy = await ServedProxy.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_knot is not null)
        {
            await _proxy.DisposeAsync();
            await (_pebble?.DisposeAsync() ?? ValueTask.CompletedTask);
            await _knot.DisposeAsync();
        }

        _directory.Dispose();
    }

    [RequiresTheory(Component.PebbleWithKnot)]
    [InlineData(ChallengeKind.Http)]
    [InlineData(ChallengeKind.TlsAlpn)]
    [InlineData(ChallengeKind.Dns)]
    public async Task Certificate_OrderedRenewedAndRotatedUnderLoad_NoRequestFailsAndNewHandshakesGetTheNewOne(ChallengeKind kind)
    {
        _pebble = await PebbleServer.StartAsync(new PebbleOptions
        {
            NonceRejections = 30, AuthorizationReuse = 0, Validity = TimeSpan.FromDays(1), Dns = kind is ChallengeKind.Dns ? $"127.0.0.1:{_knot.Port}" : null,
        });
        await using var origin = new EchoOrigin();
        await _proxy.ApplyAsync(Document(origin));
        using var issuer = new AcmeIssuer(
            new AcmeOptions { Directory = _pebble.Directory, AuthoritiesFile = _pebble.AuthoritiesFile, AgreeToTerms = true }, _directory["acme"], TimeProvider.System);
        await using var manager = Manager(kind, issuer);
        using var root = await _pebble.GetRootAsync();
        await _proxy.Service.ServeAsync(manager.Current, CancellationToken.None);
        manager.Start();
        await Eventually.TrueAsync(() => manager.List().Single().RenewAt > _clock.GetUtcNow(), "it was ordered and is served");
        List<string> serials = [await TlsLoad.SerialAsync(Name, _pebble.TlsPort, root)];
        var load = new TlsLoad(Name, _pebble.TlsPort, root);

        serials.Add(await RenewedInTimeAsync(serials[0], root));
        for (var i = 0; i < 2; i++)
        {
            await manager.RenewAsync("shop", CancellationToken.None);
            serials.Add(await TlsLoad.SerialAsync(Name, _pebble.TlsPort, root));
        }

        await Eventually.TrueAsync(() => load.Served.Contains(serials[^1]), "clients get the last one");
        Assert.All(await load.StopAsync(), asked => Assert.True(asked > 0));
        Assert.Equal(serials.Count, serials.Distinct().Count());
        Assert.Equal(0, manager.List().Single().Failures);
        Assert.Empty(manager.Current.Documents);
        Assert.DoesNotContain(manager.Current.Certificates, certificate => certificate.AlpnProtocol is not null);
    }

    // The clock goes on until it is renewed by itself.
    private async Task<string> RenewedInTimeAsync(string first, X509Certificate2 root)
    {
        var serial = first;
        await Eventually.TrueAsync(
            async () =>
            {
                _clock.Advance(TimeSpan.FromHours(1));
                serial = await TlsLoad.SerialAsync(Name, _pebble.TlsPort, root);
                return serial != first;
            },
            "it was renewed");
        return serial;
    }

    private CertificateManager Manager(ChallengeKind kind, AcmeIssuer issuer) => new(
        new CertificateSources
        {
            Options = new CertificatesOptions
            {
                Certificates = [new CertificateOptions { Name = "shop", Names = [Name], Authority = "pebble", Challenge = kind }], HttpPort = _pebble.HttpPort,
            },
            Issuers = new Dictionary<string, ICertificateIssuer> { ["pebble"] = issuer },
            Dns = kind is ChallengeKind.Dns ? new UpdateProvider(Zone(), "here", TimeProvider.System) : null,
            Directory = _directory["certificates"],
            Sink = _proxy.Service,
        },
        _clock, NullLogger.Instance);

    private UpdateOptions Zone() => new()
    {
        Zone = "example.org", Server = IPAddress.Loopback.ToString(), Port = _knot.Port, KeyName = "reeve", KeyFile = _knot.KeyFile,
    };

    private ProxySpec Document(EchoOrigin origin)
    {
        var simple = ServedProxy.Document("https", $"127.0.0.1:{_pebble.TlsPort}", origin.Address.ToString());
        return simple with
        {
            Listeners = [.. simple.Listeners, new ProxyListenerSpec { Name = "plain", Protocol = "http", Address = $"127.0.0.1:{_pebble.HttpPort}" }],
            Routes = [.. simple.Routes, new ProxyRouteSpec { Name = "plain", Listeners = ["plain"], RedirectToHttps = true, Priority = 1000 }],
        };
    }
}
