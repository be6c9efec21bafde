using System.Net;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Dns;
using Reeve.Runtime.Proxies.Dns.Updates;
using Reeve.Testing;
using Reeve.Testing.Knot;
using Reeve.Testing.Pebble;

namespace Reeve.Runtime.Tests.Proxies.Dns;

/// <summary>Changes the zone of a real DNS server.</summary>
public sealed class UpdateProviderTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private KnotServer _knot = null!;
    private DnsLookup _lookup = null!;

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Knot) is null)
        {
            _knot = await KnotServer.StartAsync();
            _lookup = new DnsLookup(_knot.Port);
        }
    }

    public async Task DisposeAsync()
    {
        if (_knot is not null)
        {
            await _knot.DisposeAsync();
        }

        _directory.Dispose();
    }

    [RequiresFact(Component.Knot)]
    public async Task SetAsync_NewThenOther_ReplacedAndMarked()
    {
        var provider = Provider();

        await provider.SetAsync(Addresses("a.example.org", "192.0.2.7"), default);
        await provider.SetAsync(Addresses("a.example.org", "192.0.2.8", "192.0.2.9"), default);

        Assert.Equal(["192.0.2.8", "192.0.2.9"], await _lookup.AddressesAsync("a.example.org"));
        Assert.Equal(["heritage=reeve,owner=here"], await _lookup.TextsAsync("_reeve.a.example.org"));
    }

    [RequiresFact(Component.Knot)]
    public async Task SetAsync_RecordsOfSomebodyElse_ConflictAndUnchanged()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => Provider().SetAsync(Addresses("taken.example.org", "192.0.2.7"), default));

        Assert.Equal(ErrorReason.Conflict, error.Reason);
        Assert.Contains("_reeve.taken.example.org", error.Message, StringComparison.Ordinal);
        Assert.Equal(["192.0.2.1"], await _lookup.AddressesAsync("taken.example.org"));
    }

    [RequiresFact(Component.Knot)]
    public async Task SetAsync_RecordsOfAnotherAgent_Conflict()
    {
        await Provider("there").SetAsync(Addresses("a.example.org", "192.0.2.7"), default);

        var error = await Assert.ThrowsAsync<ProviderException>(() => Provider().SetAsync(Addresses("a.example.org", "192.0.2.8"), default));

        Assert.Equal(ErrorReason.Conflict, error.Reason);
        Assert.Equal(["192.0.2.7"], await _lookup.AddressesAsync("a.example.org"));
    }

    [RequiresFact(Component.Knot)]
    public async Task RemoveAsync_OneTypeThenTheOther_MarkGoesWithTheLast()
    {
        var provider = Provider();
        await provider.SetAsync(Addresses("a.example.org", "192.0.2.7"), default);
        await provider.SetAsync(new DnsRecordSet { Name = "a.example.org", Type = DnsRecordType.Aaaa, Values = ["2001:db8::7"] }, default);

        await provider.RemoveAsync("a.example.org", DnsRecordType.A, default);
        Assert.Empty(await _lookup.AddressesAsync("a.example.org"));
        Assert.NotEmpty(await _lookup.TextsAsync("_reeve.a.example.org"));

        await provider.RemoveAsync("a.example.org", DnsRecordType.Aaaa, default);
        Assert.Empty(await _lookup.TextsAsync("_reeve.a.example.org"));
    }

    [RequiresFact(Component.Knot)]
    public async Task RemoveAsync_SomebodyElses_Unchanged()
    {
        await Provider().RemoveAsync("taken.example.org", DnsRecordType.A, default);

        Assert.Equal(["192.0.2.1"], await _lookup.AddressesAsync("taken.example.org"));
    }

    [RequiresFact(Component.Knot)]
    public async Task AddTextAsync_TwoThenRemoveOne_OtherStays()
    {
        var provider = Provider();

        await provider.AddTextAsync("_acme-challenge.a.example.org", "one", default);
        await provider.AddTextAsync("_acme-challenge.a.example.org", "two", default);
        await provider.RemoveTextAsync("_acme-challenge.a.example.org", "one", default);

        Assert.Equal(["two"], await _lookup.TextsAsync("_acme-challenge.a.example.org"));
    }

    [RequiresFact(Component.Knot)]
    public async Task SetAsync_NameOfAnotherZone_InvalidWithoutARequest()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => Provider().SetAsync(Addresses("a.example.com", "192.0.2.7"), default));

        Assert.Equal(ErrorReason.Invalid, error.Reason);
    }

    [RequiresFact(Component.Knot)]
    public async Task SetAsync_KeyThatMayNot_DeniedWithTheWayOut()
    {
        var provider = new UpdateProvider(Options() with { KeyName = "reader", KeyFile = _knot.OtherKeyFile }, "here", TimeProvider.System);

        var error = await Assert.ThrowsAsync<ProviderException>(() => provider.SetAsync(Addresses("a.example.org", "192.0.2.7"), default));

        Assert.Equal(ErrorReason.Denied, error.Reason);
        Assert.Contains("\"reader\"", error.Message, StringComparison.Ordinal);
    }

    [RequiresFact(Component.Knot)]
    public async Task SetAsync_WrongSecret_Denied()
    {
        var provider = new UpdateProvider(Options() with { KeyFile = _knot.OtherKeyFile }, "here", TimeProvider.System);

        var error = await Assert.ThrowsAsync<ProviderException>(() => provider.SetAsync(Addresses("a.example.org", "192.0.2.7"), default));

        Assert.Equal(ErrorReason.Denied, error.Reason);
    }

    [RequiresFact(Component.Knot)]
    public async Task SetAsync_NobodyThere_TransientWithTheAddress()
    {
        var port = FreePorts.Find();
        var provider = new UpdateProvider(Options() with { Port = port }, "here", TimeProvider.System);

        var error = await Assert.ThrowsAsync<ProviderException>(() => provider.SetAsync(Addresses("a.example.org", "192.0.2.7"), default));

        Assert.Equal(ErrorReason.Transient, error.Reason);
        Assert.Contains($"{IPAddress.Loopback}:{port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_UnknownAlgorithm_InvalidWithTheField() => Assert.Equal(
        "algorithm",
        Assert.Throws<ProviderException>(() => new UpdateProvider(new UpdateOptions { Algorithm = "hmac-md5" }, "here", TimeProvider.System)).Field);

    [RequiresFact(Component.PebbleWithKnot)]
    public async Task Solver_ApexAndWildcard_IssuedByARealAuthority()
    {
        await using var pebble = await PebbleServer.StartAsync(new PebbleOptions { Dns = $"127.0.0.1:{_knot.Port}" });
        using var issuer = new AcmeIssuer(
            new AcmeOptions { Directory = pebble.Directory, AuthoritiesFile = pebble.AuthoritiesFile, AgreeToTerms = true }, _directory.Path, TimeProvider.System);

        var issued = await issuer.IssueAsync(new CertificateOrder { Names = ["example.org", "*.example.org"] }, [new DnsSolver(Provider())], default);

        Assert.Equal(["example.org", "*.example.org"], issued.Names);
        Assert.Empty(await _lookup.TextsAsync("_acme-challenge.example.org"));
    }

    private static DnsRecordSet Addresses(string name, params string[] values) => new() { Name = name, Type = DnsRecordType.A, Values = values };

    private UpdateProvider Provider(string owner = "here") => new(Options(), owner, TimeProvider.System);

    private UpdateOptions Options() => new()
    {
        Zone = "example.org", Server = IPAddress.Loopback.ToString(), Port = _knot.Port, KeyName = "reeve", KeyFile = _knot.KeyFile,
    };
}
