using Reeve.Host.Packages;
using Reeve.Host.Packages.Wire;
using Reeve.Host.Tests.Packages.Support;

namespace Reeve.Host.Tests.Packages;

public sealed class SignatureTests : IDisposable
{
    private readonly TestSigner _trusted = new("Acme");
    private readonly TestSigner _other = new("Somebody");

    public void Dispose()
    {
        _trusted.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Require_SignedByWhomItTrusts_IsTaken()
    {
        await using var world = await PackageWorld.StartAsync(Require);
        await _trusted.SignAsync(new TestPackage().WriteTo(world.Feed));

        await world.InstallAsync();

        Assert.Equal("fixture.clusters 1.0.0", world.Serving);
        Assert.Equal(_trusted.Fingerprint, Assert.Single(await world.Packages.ListAsync(CancellationToken.None)).Signer, ignoreCase: true);
        Assert.DoesNotContain(".signature.p7s", world.Tree().Keys);
    }

    [Fact]
    public async Task Require_SignedByAnother_IsRefusedAndTheOldServesOn()
    {
        await using var world = await PackageWorld.StartAsync(Require);
        await _trusted.SignAsync(new TestPackage().WriteTo(world.Feed));
        await world.InstallAsync();
        await _other.SignAsync(new TestPackage { Version = "2.0.0" }.WriteTo(world.Feed));

        var failure = await Assert.ThrowsAsync<ProviderException>(() => world.InstallAsync());

        Assert.Equal(ErrorReason.Denied, failure.Reason);
        Assert.Contains(_other.Fingerprint, failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("packages.trustedFingerprints", failure.Message, StringComparison.Ordinal);
        Assert.Equal("fixture.clusters 1.0.0", world.Serving);
    }

    [Fact]
    public async Task Require_Unsigned_IsRefused()
    {
        await using var world = await PackageWorld.StartAsync(Require);
        new TestPackage().WriteTo(world.Feed);

        Assert.Contains("bears no signature", (await Assert.ThrowsAsync<ProviderException>(() => world.InstallAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Require_UnsignedDependency_IsRefused()
    {
        await using var world = await PackageWorld.StartAsync(Require);
        TestPackage.Library("Acme.Library", "1.0.0").WriteTo(world.Feed);
        await _trusted.SignAsync(new TestPackage { Dependencies = new Dictionary<string, string> { ["Acme.Library"] = "1.0.0" } }.WriteTo(world.Feed));

        Assert.Contains("Acme.Library 1.0.0 bears no signature", (await Assert.ThrowsAsync<ProviderException>(() => world.InstallAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnyPolicy_ChangedAfterItWasSigned_IsRefused(bool require)
    {
        await using var world = await PackageWorld.StartAsync(options => require ? Require(options) : options);
        var package = new TestPackage { Files = new Dictionary<string, string> { ["lib/net10.0/data.txt"] = "before" } }.WriteTo(world.Feed);
        await _trusted.SignAsync(package);
        TestArchive.Replace(package, "lib/net10.0/data.txt", "after!"u8.ToArray());

        var failure = await Assert.ThrowsAsync<ProviderException>(() => world.InstallAsync());

        Assert.Equal(ErrorReason.Denied, failure.Reason);
        Assert.Contains("signature", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", world.Serving);
    }

    [Fact]
    public async Task Accept_SignedByAnybody_IsTaken()
    {
        await using var world = await PackageWorld.StartAsync();
        await _other.SignAsync(new TestPackage().WriteTo(world.Feed));

        Assert.Equal("installed", Assert.Single((await world.InstallAsync()).Changes).Action);
    }

    [Fact]
    public async Task Restore_SignedSince_IsTheSameContent()
    {
        await using var first = await PackageWorld.StartAsync();
        await using var second = await PackageWorld.StartAsync(Require);
        var package = new TestPackage().WriteTo(first.Feed);
        await first.InstallAsync();
        var document = await first.Packages.LockAsync(CancellationToken.None);
        await _trusted.SignAsync(package);

        await second.ChangeAsync(PackageVerb.Restore, new PackageRequest { Lock = document, Source = first.Feed });

        Assert.Equal(first.Tree().Keys.Order(), second.Tree().Keys.Order());
    }

    private PackageOptions Require(PackageOptions options) => options with { RequireSignatures = true, TrustedFingerprints = [Colons(_trusted.Fingerprint)] };

    private static string Colons(string fingerprint) => string.Join(':', fingerprint.Chunk(2).Select(static pair => new string(pair)));
}
