using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Nodes.Certificates;

public sealed class ServingCertificateTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly FakeCluster _cluster = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Cluster_NotSignedYet_SelfSignedForTheNodesNamesThenTheSignedOne()
    {
        var authority = new TestAuthority(_cluster);
        await using var certificates = Cluster(ServingCertificatePolicy.SelfSigned);
        certificates.Start(_cluster);

        Assert.Equal(SubjectNames.Of(["10.0.0.1", "n1"]), SubjectNames.In(certificates.Current!.Certificate));
        Assert.Same(certificates.Current, certificates.Current);
        Assert.Null(certificates.Problem);
        await Eventually.TrueAsync(() => authority.Pending is not null, "a request");
        authority.Sign(authority.Pending!, _clock.GetUtcNow(), TimeSpan.FromDays(1));

        await Eventually.TrueAsync(() => certificates.Current!.Certificate.Subject.Contains("system:node:n1", StringComparison.Ordinal), "the signed one");
    }

    [Fact]
    public async Task Cluster_Wait_NothingAndWhyUntilSigned()
    {
        var authority = new TestAuthority(_cluster);
        await using var certificates = Cluster(ServingCertificatePolicy.Wait);
        certificates.Start(_cluster);

        Assert.Null(certificates.Current);
        Assert.Equal("the serving certificate waits for approval", certificates.Problem);
        await Eventually.TrueAsync(() => authority.Pending is not null, "a request");
        authority.Sign(authority.Pending!, _clock.GetUtcNow(), TimeSpan.FromDays(1));

        await Eventually.TrueAsync(() => certificates is { Current: not null, Problem: null }, "the signed one");
    }

    [Fact]
    public async Task Files_Replaced_ReadAgainAndHalfAPairChangesNothing()
    {
        var (certificate, key) = Write("one");
        await using var files = new ServingCertificateFiles(_directory["tls.crt"], _directory["tls.key"], _clock, NullLogger<ServingCertificateFiles>.Instance);
        Assert.Equal("CN=one", files.Current!.Certificate.Subject);

        var (other, otherKey) = Pair("two");
        File.WriteAllText(_directory["tls.crt"], other);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("CN=one", files.Current!.Certificate.Subject);
        Assert.NotNull(files.Problem);

        File.WriteAllText(_directory["tls.key"], otherKey);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("CN=two", files.Current!.Certificate.Subject);
        Assert.Null(files.Problem);
        Assert.NotEqual(certificate, other);
        Assert.NotEqual(key, otherKey);
    }

    [Fact]
    public void Files_Missing_Error() =>
        Assert.Throws<FileNotFoundException>(() => new ServingCertificateFiles(
            _directory["no.crt"], _directory["no.key"], _clock, NullLogger<ServingCertificateFiles>.Instance));

    private ClusterServingCertificates Cluster(ServingCertificatePolicy policy) =>
        new("n1", ["10.0.0.1", "n1"], _directory.Path, policy, _clock, NullLoggerFactory.Instance);

    private (string, string) Write(string name)
    {
        var pair = Pair(name);
        File.WriteAllText(_directory["tls.crt"], pair.Certificate);
        File.WriteAllText(_directory["tls.key"], pair.Key);
        return pair;
    }

    private (string Certificate, string Key) Pair(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(_clock.GetUtcNow(), _clock.GetUtcNow() + TimeSpan.FromDays(30));
        return (certificate.ExportCertificatePem(), key.ExportECPrivateKeyPem());
    }
}
