using System.Security.Cryptography.X509Certificates;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Tests.Proxies.Acme.Solvers;
using Reeve.Testing;
using Reeve.Testing.Pebble;

namespace Reeve.Runtime.Tests.Proxies.Acme;

/// <summary>Certificates from a real authority.</summary>
public sealed class AcmeIssuerTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private PebbleServer _pebble = null!;

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Pebble) is null)
        {
            _pebble = await PebbleServer.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_pebble is not null)
        {
            await _pebble.DisposeAsync();
        }

        _directory.Dispose();
    }

    [RequiresFact(Component.Pebble)]
    public async Task IssueAsync_ByHttp_ChainToTheAuthoritysRoot()
    {
        await using var solver = new HttpSolver(_pebble.HttpPort);
        using var issuer = Issuer();

        var issued = await issuer.IssueAsync(Order("a.example.org", "b.example.org"), [solver], default);

        using var root = await _pebble.GetRootAsync();
        Assert.True(Builds(issued, root));
        using var leaf = X509Certificate2.CreateFromPem(issued.ChainPem, issued.KeyPem);
        Assert.True(leaf.MatchesHostname("a.example.org") && leaf.MatchesHostname("b.example.org"));
        Assert.Equal(0, solver.Shown);
        Assert.True(issued.NotAfter > TimeProvider.System.GetUtcNow());
    }

    [RequiresFact(Component.Pebble)]
    public async Task IssueAsync_ByTls_Issued()
    {
        await using var solver = new AlpnSolver(_pebble.TlsPort);
        using var issuer = Issuer();

        var issued = await issuer.IssueAsync(Order("tls.example.org"), [solver], default);

        Assert.Equal(["tls.example.org"], issued.Names);
    }

    [RequiresFact(Component.Pebble)]
    public async Task IssueAsync_WildcardByDns_Issued()
    {
        using var issuer = Issuer();

        var issued = await issuer.IssueAsync(Order("*.example.org"), [new DnsSolver(_pebble)], default);

        using var leaf = X509Certificate2.CreateFromPem(issued.ChainPem, issued.KeyPem);
        Assert.True(leaf.MatchesHostname("any.example.org"));
    }

    [RequiresFact(Component.Pebble)]
    public async Task IssueAsync_WildcardWithoutDns_RefusedWithTheWayOut()
    {
        await using var solver = new HttpSolver(_pebble.HttpPort);
        using var issuer = Issuer();

        var error = await Assert.ThrowsAsync<ProviderException>(() => issuer.IssueAsync(Order("*.example.org"), [solver], default));

        Assert.Equal(ErrorReason.Invalid, error.Reason);
        Assert.Contains("DNS provider", error.Message, StringComparison.Ordinal);
    }

    [RequiresFact(Component.Pebble)]
    public async Task IssueAsync_Again_SameAccountAndItsKeyIsPrivate()
    {
        await using var solver = new HttpSolver(_pebble.HttpPort);
        using (var first = Issuer())
        {
            await first.IssueAsync(Order("a.example.org"), [solver], default);
        }

        var account = await File.ReadAllTextAsync(_directory["account.json"]);
        using var second = Issuer();
        await second.IssueAsync(Order("b.example.org"), [solver], default);

        Assert.Equal(account, await File.ReadAllTextAsync(_directory["account.json"]));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_directory["key.pem"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Empty(Directory.EnumerateFiles(_directory["orders"]));
    }

    [RequiresFact(Component.Pebble)]
    public async Task IssueAsync_AccountUnknownToTheAuthority_MadeAnew()
    {
        await using var solver = new HttpSolver(_pebble.HttpPort);
        using var issuer = Issuer();
        await issuer.IssueAsync(Order("a.example.org"), [solver], default);
        await _pebble.DisposeAsync();
        _pebble = await PebbleServer.StartAsync(); // knows nobody; elsewhere, as the account's file must be made to say
        await using var other = new HttpSolver(_pebble.HttpPort);
        var stored = await File.ReadAllTextAsync(_directory["account.json"]);
        var stale = new Uri(_pebble.Directory, "/my-account/nobody");
        await File.WriteAllTextAsync(
            _directory["account.json"], $$"""{"directory":"{{_pebble.Directory}}","url":"{{stale}}","contacts":[]}""");
        using var next = Issuer();

        var issued = await next.IssueAsync(Order("a.example.org"), [other], default);

        Assert.Equal(["a.example.org"], issued.Names);
        Assert.NotEqual(stored, await File.ReadAllTextAsync(_directory["account.json"]));
    }

    [RequiresFact(Component.Pebble)]
    public async Task IssueAsync_WrongAnswer_DeniedAndNothingLeft()
    {
        await using var solver = new HttpSolver(_pebble.HttpPort) { Wrong = "something else" };
        using var issuer = Issuer();

        var error = await Assert.ThrowsAsync<ProviderException>(() => issuer.IssueAsync(Order("a.example.org"), [solver], default));

        Assert.Equal(ErrorReason.Denied, error.Reason);
        Assert.Contains("a.example.org", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, solver.Shown);
        solver.Wrong = null;
        Assert.Equal(["a.example.org"], (await issuer.IssueAsync(Order("a.example.org"), [solver], default)).Names);
    }

    [RequiresFact(Component.Pebble)]
    public async Task IssueAsync_BrokenOffWhileShowing_SameOrderAndKeyGoneOnWith()
    {
        var stuck = new StuckSolver();
        using var issuer = Issuer();
        using var end = new CancellationTokenSource();
        var broken = issuer.IssueAsync(Order("a.example.org"), [stuck], end.Token);
        await await Task.WhenAny(stuck.Shown, broken);
        var pending = await File.ReadAllTextAsync(Assert.Single(Directory.EnumerateFiles(_directory["orders"])));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => broken);
        await using var solver = new HttpSolver(_pebble.HttpPort);

        var issued = await issuer.IssueAsync(Order("a.example.org"), [solver], default);

        Assert.Contains(System.Text.Json.JsonEncodedText.Encode(issued.KeyPem).ToString(), pending, StringComparison.Ordinal);
    }

    [RequiresFact(Component.Pebble)]
    public async Task IssueAsync_TermsNotAgreedTo_RefusedWithTheirAddress()
    {
        using var issuer = Issuer(new AcmeOptions { AgreeToTerms = false });

        var error = await Assert.ThrowsAsync<ProviderException>(() => issuer.IssueAsync(Order("a.example.org"), [new StuckSolver()], default));

        Assert.Equal("agreeToTerms", error.Field);
        Assert.Contains("data:text/plain", error.Message, StringComparison.Ordinal); // where pebble's terms are
    }

    [RequiresFact(Component.Pebble)]
    public async Task IssueAsync_ExternalAccount_BoundByItsKey()
    {
        const string Key = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
        await using var pebble = await PebbleServer.StartAsync(new PebbleOptions { ExternalKeyId = "kid-1", ExternalKey = Key });
        await using var solver = new HttpSolver(pebble.HttpPort);
        await File.WriteAllTextAsync(_directory["eab"], Key + "\n");
        using var without = Issuer(pebble, new AcmeOptions { AgreeToTerms = true }, "without");
        using var with = Issuer(pebble, new AcmeOptions { AgreeToTerms = true, ExternalAccount = new() { KeyId = "kid-1", KeyFile = _directory["eab"] } }, "with");

        var error = await Assert.ThrowsAsync<ProviderException>(() => without.IssueAsync(Order("a.example.org"), [solver], default));
        var issued = await with.IssueAsync(Order("a.example.org"), [solver], default);

        Assert.Equal(ErrorReason.Invalid, error.Reason);
        Assert.Contains("externalAccount", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a.example.org"], issued.Names);
    }

    [RequiresFact(Component.Pebble)]
    public async Task IssueAsync_UnknownProfile_RefusedWithTheField()
    {
        using var issuer = Issuer(new AcmeOptions { AgreeToTerms = true, Profile = "none-such" });

        var error = await Assert.ThrowsAsync<ProviderException>(() => issuer.IssueAsync(Order("a.example.org"), [new StuckSolver()], default));

        Assert.Equal("profile", error.Field);
    }

    [RequiresFact(Component.Pebble)]
    public async Task GetRenewalAdviceAsync_AuthorityGivesNone_Null()
    {
        await using var solver = new HttpSolver(_pebble.HttpPort);
        using var issuer = Issuer();
        var issued = await issuer.IssueAsync(Order("a.example.org"), [solver], default);

        Assert.Null(await issuer.GetRenewalAdviceAsync(issued.ChainPem, default));
    }

    [Fact]
    public async Task IssueAsync_NobodyThere_TransientWithTheAddress()
    {
        using var issuer = new AcmeIssuer(
            new AcmeOptions { Directory = new Uri($"https://127.0.0.1:{FreePorts.Find()}/dir"), AgreeToTerms = true }, _directory.Path, TimeProvider.System);

        var error = await Assert.ThrowsAsync<ProviderException>(() => issuer.IssueAsync(Order("a.example.org"), [new StuckSolver()], default));

        Assert.Equal(ErrorReason.Transient, error.Reason);
        Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_PlainHttp_Refused()
    {
        var error = Assert.Throws<ProviderException>(() => new AcmeIssuer(
            new AcmeOptions { Directory = new Uri("http://127.0.0.1/dir") }, _directory.Path, TimeProvider.System));

        Assert.Equal("directory", error.Field);
    }

    private AcmeIssuer Issuer(AcmeOptions? options = null) => Issuer(_pebble, options ?? new AcmeOptions { AgreeToTerms = true }, "");

    private AcmeIssuer Issuer(PebbleServer pebble, AcmeOptions options, string directory) =>
        new(options with { Directory = pebble.Directory, AuthoritiesFile = pebble.AuthoritiesFile }, _directory[directory], TimeProvider.System);

    private static CertificateOrder Order(params string[] names) => new() { Names = names };

    private static bool Builds(IssuedCertificate issued, X509Certificate2 root)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(issued.ChainPem);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ExtraStore.AddRange(all);
        return chain.Build(all[0]);
    }
}
