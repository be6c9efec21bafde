using System.Security.Cryptography.X509Certificates;
using Reeve.Kubernetes;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Nodes.Certificates;

public sealed class CertificateManagerTests : IDisposable
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly FakeCluster _cluster = new();
    private readonly TestLog _log = new();
    private readonly TestAuthority _authority;
    private SubjectNames _names = SubjectNames.Of(["10.0.0.1", "n1"]);

    public CertificateManagerTests() => _authority = new TestAuthority(_cluster);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Run_RequestSigned_InUseOnDiskAndPrivate()
    {
        await using var manager = Start();
        var name = await PendingAsync();
        var request = _authority.Get(name);
        Assert.Equal("kubernetes.io/kubelet-serving", request.Spec.SignerName);
        Assert.Equal(["key encipherment", "digital signature", "server auth"], request.Spec.Usages);

        _authority.Sign(name, _clock.GetUtcNow(), Year);
        var bundle = await manager.First.WaitAsync(Eventually.Deadline);

        Assert.True(bundle.Certificate.HasPrivateKey);
        Assert.Equal("system:node:n1", bundle.Certificate.GetNameInfo(X509NameType.SimpleName, false));
        Assert.Contains("O=system:nodes", bundle.Certificate.Subject, StringComparison.Ordinal);
        Assert.Equal(SubjectNames.Of(["10.0.0.1", "n1"]), SubjectNames.In(bundle.Certificate));
        var file = Assert.Single(Directory.EnumerateFiles(_directory.Path));
        Assert.Equal("serving.pem", Path.GetFileName(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Start_StoredCertificate_UsedWithoutAsking()
    {
        await using (var first = Start())
        {
            _authority.Sign(await PendingAsync(), _clock.GetUtcNow(), Year);
            await first.First.WaitAsync(Eventually.Deadline);
        }

        await using var second = Start();

        Assert.NotNull(second.Current);
        Assert.Single(_authority.Requests);
    }

    [Fact]
    public async Task Run_ClockIsSetForwards_RotatesSoonAndBackwardsNot()
    {
        await using var manager = Start();
        _authority.Sign(await PendingAsync(), _clock.GetUtcNow(), Year);
        await manager.First.WaitAsync(Eventually.Deadline);

        _clock.Step(TimeSpan.FromDays(-30));
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Single(_authority.Requests);

        _clock.Step(TimeSpan.FromDays(30 + 360));
        await Eventually.TrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMinutes(1));
                return _authority.Requests.Count == 2;
            },
            "another certificate is asked for");
    }

    [Fact]
    public async Task Start_PendingRequestOfBefore_WaitedForAndNoOtherMade()
    {
        string name;
        await using (Start())
        {
            name = await PendingAsync();
        }

        await using var second = Start();
        _authority.Sign(name, _clock.GetUtcNow(), Year);
        await second.First.WaitAsync(Eventually.Deadline);

        Assert.Equal([name], _authority.Requests);
    }

    [Fact]
    public async Task Run_RequestCollectedByTheCluster_SentAgain()
    {
        await using var manager = Start();
        var name = await PendingAsync();
        await Eventually.TrueAsync(() => _cluster.Requests.Contains($"watch certificatesigningrequests/{name}"), "it is watched");

        _authority.Collect(name);
        await PassUntilAsync(() => _authority.Pending == name, "it is there again");

        _authority.Sign(name, _clock.GetUtcNow(), Year);
        await PassUntilAsync(() => manager.Current is not null, "it is signed");
    }

    [Fact]
    public async Task Run_NobodyDecides_SaysHowToApprove()
    {
        await using var manager = Start();
        var name = await PendingAsync();

        await PassUntilAsync(() => _log.Text.Contains($"kubectl certificate approve {name}", StringComparison.Ordinal), "the way out is said");
    }

    [Fact]
    public async Task Run_Denied_SaidAndAskedAgainWithAnotherKey()
    {
        await using var manager = Start();
        var name = await PendingAsync();

        _authority.Deny(name);
        await PassUntilAsync(() => _authority.Pending is { } next && next != name, "another request");

        Assert.Contains("denied: No: not this one", _log.Text, StringComparison.Ordinal);
        _authority.Sign(_authority.Pending!, _clock.GetUtcNow(), Year);
        await PassUntilAsync(() => manager.Current is not null, "it is signed");
    }

    [Fact]
    public async Task Run_EightyPercentOfTheLife_ReplacedAndTheFormerInUseUntilThen()
    {
        await using var manager = Start();
        var begin = _clock.GetUtcNow();
        _authority.Sign(await PendingAsync(), begin, Year);
        var former = await manager.First.WaitAsync(Eventually.Deadline);

        await PassUntilAsync(() => _authority.Pending is not null, "a new request", TimeSpan.FromHours(6));
        Assert.InRange((_clock.GetUtcNow() - begin) / Year, 0.7, 0.95);
        Assert.Same(former, manager.Current);

        _authority.Sign(_authority.Pending!, _clock.GetUtcNow(), Year);
        await PassUntilAsync(() => manager.Current != former, "the new one is in use");
        Assert.NotEqual(former.Certificate.PublicKey.EncodedKeyValue.RawData, manager.Current!.Certificate.PublicKey.EncodedKeyValue.RawData);
    }

    [Fact]
    public async Task Reconsider_OtherAddresses_AnotherCertificateForThem()
    {
        await using var manager = Start();
        _authority.Sign(await PendingAsync(), _clock.GetUtcNow(), Year);
        await manager.First.WaitAsync(Eventually.Deadline);

        _names = SubjectNames.Of(["10.0.0.2", "n1"]);
        manager.Reconsider();
        var name = await PendingAsync();
        _authority.Sign(name, _clock.GetUtcNow(), Year);

        await PassUntilAsync(() => SubjectNames.In(manager.Current!.Certificate) == _names, "it is for the new address");
    }

    [Fact]
    public async Task Reconsider_WhilePending_TheRequestIsForTheNewAddresses()
    {
        await using var manager = Start();
        var name = await PendingAsync();

        _names = SubjectNames.Of(["10.0.0.2"]);
        manager.Reconsider();

        await PassUntilAsync(() => _authority.Pending is { } next && next != name, "another request");
    }

    [Fact]
    public async Task Run_ApiAway_AskedWhenItAnswers()
    {
        _cluster.Before = (_, _) => throw FakeCluster.Unreachable();
        await using var manager = Start();
        await PassUntilAsync(() => _log.Text.Contains("No answer on the serving certificate", StringComparison.Ordinal), "the failure is said");

        _cluster.Before = null;
        await PassUntilAsync(() => _authority.Pending is not null, "it is asked for");
        Assert.Single(_authority.Requests);
    }

    [Fact]
    public async Task Start_DamagedFile_AsIfThereWereNone()
    {
        File.WriteAllText(_directory["serving.pem"], "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        File.WriteAllText(_directory["serving-pending.pem"], "half a file");

        await using var manager = Start();

        await PendingAsync();
    }

    private CertificateManager Start()
    {
        var manager = new CertificateManager(
            () => CertificateProfile.Serving("n1", _names),
            new CertificateStore(_directory.Path, "serving"),
            () => new ClusterCertificateAuthority(_cluster, _clock),
            _clock,
            () => 0.5,
            _log);
        manager.Start();
        return manager;
    }

    private async Task<string> PendingAsync()
    {
        await Eventually.TrueAsync(() => _authority.Pending is not null, "a certificate is asked for");
        return _authority.Pending!;
    }

    private Task PassUntilAsync(Func<bool> condition, string what, TimeSpan? step = null) => Eventually.TrueAsync(
        () =>
        {
            if (condition())
            {
                return true;
            }

            _clock.Advance(step ?? TimeSpan.FromSeconds(5));
            return false;
        },
        what);
}
