using Reeve.Host.Configuration;

namespace Reeve.Host.Tests.Configuration;

public sealed class PackageChecksTests
{
    private const string Fingerprint = "00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";

    [Fact]
    public void Problems_Sound_None()
    {
        Assert.Empty(PackageChecks.Problems(new PackageSettings()));
        Assert.Empty(PackageChecks.Problems(new PackageSettings { Signatures = "require", TrustedFingerprints = [Fingerprint], Sources = ["https://a/index.json", "/srv/packages", "nuget.org"] }));
    }

    [Fact]
    public void Problems_Unsound_NameTheKey()
    {
        Assert.Equal("packages.signatures", Assert.Single(PackageChecks.Problems(new PackageSettings { Signatures = "maybe" })).Key);
        Assert.Equal("packages.signatures", Assert.Single(PackageChecks.Problems(new PackageSettings { Signatures = "require" })).Key);
        Assert.Equal("packages.trustedFingerprints", Assert.Single(PackageChecks.Problems(new PackageSettings { TrustedFingerprints = ["abc"] })).Key);
        Assert.Equal("packages.sources", Assert.Single(PackageChecks.Problems(new PackageSettings { Sources = ["./packages"] })).Key);
    }
}
