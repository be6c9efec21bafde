using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.KubeletApi.Authentication;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.KubeletApi.Authentication;

public sealed class ClientAuthorityFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();

    private string Path => System.IO.Path.Combine(_directory.Path, "ca.crt");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Current_FileReplaced_FollowsAfterTenSeconds()
    {
        using var first = new TestCertificates("first");
        using var second = new TestCertificates("second");
        File.WriteAllText(Path, first.Authority.ExportCertificatePem());
        var file = new ClientAuthorityFile(Path, _time, NullLogger<ClientAuthorityFile>.Instance);
        var before = file.Current;

        File.WriteAllText(Path, first.Authority.ExportCertificatePem() + "\n" + second.Authority.ExportCertificatePem());
        Assert.Same(before, file.Current);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(2, file.Current.Count);
        Assert.Same(file.Current, file.Current);
    }

    [Fact]
    public void Current_FileDamaged_StaysAsItWas()
    {
        using var first = new TestCertificates("first");
        File.WriteAllText(Path, first.Authority.ExportCertificatePem());
        var file = new ClientAuthorityFile(Path, _time, NullLogger<ClientAuthorityFile>.Instance);

        File.WriteAllText(Path, "nothing");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Single(file.Current);
        Assert.Throws<CryptographicException>(() => new ClientAuthorityFile(Path, _time, NullLogger<ClientAuthorityFile>.Instance));
    }
}
