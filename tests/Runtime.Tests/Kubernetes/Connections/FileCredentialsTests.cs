using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Tests.Kubernetes.Fakes;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Connections;

public sealed class FileCredentialsTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task GetAsync_TokenFileRotates_IsReadAgainAfterAWhile()
    {
        var file = Write("token", "one");
        var credentials = Create(new() { TokenFile = file });
        var first = await credentials.GetAsync(default);
        Write("token", "two");
        Assert.Same(first, await credentials.GetAsync(default));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("two", (await credentials.GetAsync(default)).Authorization!.Parameter);
        File.Delete(file);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("two", (await credentials.GetAsync(default)).Authorization!.Parameter);
    }

    [Fact]
    public async Task RefreshAsync_TokenFileRotated_IsReadAtOnce()
    {
        var file = Write("token", "one");
        var credentials = Create(new() { TokenFile = file });
        var first = await credentials.GetAsync(default);
        Assert.False(await credentials.RefreshAsync(first, default));
        Write("token", "two");
        Assert.True(await credentials.RefreshAsync(first, default));
        Assert.Equal("two", (await credentials.GetAsync(default)).Authorization!.Parameter);
    }

    [Fact]
    public async Task GetAsync_TokenAndFile_TheFileWinsWhileItCanBeRead()
    {
        var withFile = Create(new() { Token = "given", TokenFile = Write("token", "file") });
        Assert.Equal("file", (await withFile.GetAsync(default)).Authorization!.Parameter);
        var without = Create(new() { Token = "given", TokenFile = Path.Combine(_directory.Path, "missing") });
        Assert.Equal("given", (await without.GetAsync(default)).Authorization!.Parameter);
    }

    [Fact]
    public async Task GetAsync_CertificateFilesRotate_AHalfWrittenPairIsNotUsed()
    {
        using var authority = TestAuthority.Create();
        using var first = authority.IssueClient("first");
        using var second = authority.IssueClient("second");
        var sources = new FileCredentialSources
        {
            CertificateFile = Write("tls.crt", first.ExportCertificatePem()),
            KeyFile = Write("tls.key", System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(first)!.ExportPkcs8PrivateKeyPem()),
        };
        var credentials = Create(sources);
        var before = await credentials.GetAsync(default);
        Assert.Equal("CN=first", before.Certificate!.Leaf.Subject);
        Write("tls.crt", second.ExportCertificatePem());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Same(before, await credentials.GetAsync(default));
        Write("tls.key", System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(second)!.ExportPkcs8PrivateKeyPem());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("CN=second", (await credentials.GetAsync(default)).Certificate!.Leaf.Subject);
    }

    private FileCredentials Create(FileCredentialSources sources)
    {
        var credentials = new FileCredentials(sources, _time, NullLogger<FileCredentials>.Instance);
        credentials.Load();
        return credentials;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
