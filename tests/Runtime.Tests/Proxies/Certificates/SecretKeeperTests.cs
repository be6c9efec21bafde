using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Proxies.Certificates;

/// <summary>Certificates from a Secret of a cluster.</summary>
public sealed class SecretKeeperTests : IAsyncLifetime
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);
    private readonly TempDirectory _directory = new();
    private readonly FakeSink _sink = new();
    private readonly List<CertificateManager> _managers = [];
    private SecretServer _server = null!;

    public async Task InitializeAsync() => _server = await SecretServer.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var manager in _managers)
        {
            await manager.DisposeAsync();
        }

        await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Start_SecretIsThere_ServedAndOnlyItIsAskedFor()
    {
        var certificate = Make("a.example.org");
        _server.Set(certificate);

        var manager = Start();
        await ServedAsync(certificate);

        Assert.Equal(["a.example.org"], _sink.Served[^1].Certificates[0].ServerNames);
        Assert.Equal(("secret web/tls", null), (manager.List()[0].Source, manager.List()[0].Problem));
        Assert.All(_server.Seen, static path => Assert.StartsWith("/api/v1/namespaces/web/secrets?", path, StringComparison.Ordinal));
        Assert.All(_server.Seen, static path => Assert.Contains("fieldSelector=metadata.name", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_SecretChanges_NewOneIsServed()
    {
        _server.Set(Make("a.example.org"));
        Start();
        await Eventually.TrueAsync(() => _sink.Served.Count > 0, "the first one is served");
        var next = Make("a.example.org", "b.example.org");

        _server.Set(next);

        await ServedAsync(next);
    }

    [Fact]
    public async Task Run_SecretIsDeletedOrUnfit_FormerOneIsServedAndTheProblemIsSaid()
    {
        var certificate = Make("a.example.org");
        _server.Set(certificate);
        var manager = Start();
        await ServedAsync(certificate);

        _server.Set(null);
        await ProblemAsync(manager, "There is no Secret web/tls");
        _server.Set(Make("b.example.org"), SecretTypes.Opaque);
        await ProblemAsync(manager, "has the type Opaque");
        _server.Set(Make("b.example.org") with { KeyPem = Make("c.example.org").KeyPem });
        await ProblemAsync(manager, "cannot be used");

        Assert.Equal(certificate.ChainPem, manager.Current.Certificates[0].ChainPem);
    }

    [Fact]
    public async Task Load_AfterARestart_ServedBeforeTheClusterAnswers()
    {
        var certificate = Make("a.example.org");
        _server.Set(certificate);
        Start();
        await ServedAsync(certificate);
        using var client = new Runtime.Kubernetes.KubernetesClient(new() { Server = new Uri("http://127.0.0.1:1") });
        using var unreachable = new ReflectorFactory(client);

        var next = Make(unreachable);
        await next.LoadAsync(default);

        Assert.Equal(certificate.KeyPem, _sink.Served[^1].Certificates[0].KeyPem);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_directory["app.pem"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Renew_ByCommand_SaidThatTheSecretDecides()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => Make(_server.Factory).RenewAsync("app", default));

        Assert.Equal(ErrorReason.Unsupported, error.Reason);
    }

    private static IssuedCertificate Make(params string[] names) => Certificate.Create(Certificate.Start, Life, names);

    private CertificateManager Start()
    {
        var manager = Make(_server.Factory);
        manager.Start();
        return manager;
    }

    private CertificateManager Make(ReflectorFactory cluster)
    {
        var manager = new CertificateManager(
            new CertificateSources
            {
                Options = new CertificatesOptions { Certificates = [new CertificateOptions { Name = "app", SecretName = "web/tls" }] },
                Clusters = new Dictionary<string, ReflectorFactory> { [""] = cluster },
                Directory = _directory.Path,
                Sink = _sink,
            },
            TimeProvider.System,
            NullLogger.Instance);
        _managers.Add(manager);
        return manager;
    }

    private Task ServedAsync(IssuedCertificate certificate) =>
        Eventually.TrueAsync(() => _sink.Served.LastOrDefault()?.Certificates.FirstOrDefault()?.ChainPem == certificate.ChainPem, "it is served");

    private static Task ProblemAsync(CertificateManager manager, string problem) =>
        Eventually.TrueAsync(() => manager.List()[0].Problem?.Contains(problem, StringComparison.Ordinal) == true, problem);
}
