using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.K3s;
using Reeve.Plugins.Kubeadm.Tests.LifeCycle;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Secrets;

namespace Reeve.Plugins.Kubeadm.Tests.K3s;

/// <summary>The provisioner of k3s and the operation engine on this machine.</summary>
internal sealed class K3sDriver : IProvisionerSource, IClusterApiSource, IClusterApi, IAsyncDisposable
{
    private const string KubeconfigPath = "/etc/rancher/k3s/k3s.yaml";

    private readonly ServiceProvider _services;
    private readonly Meter _meter = new("test");
    private readonly LocalContext _context;
    private readonly K3sProvisioner _provisioner;

    private K3sDriver(string directory)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IProvisionerSource>(this).AddSingleton<IClusterApiSource>(this);
        services.AddReeveOperations(new OperationOptions { Directory = directory });
        _services = services.BuildServiceProvider();
        _context = new LocalContext(Get);
        _provisioner = new K3sProvisioner(new ProviderContext
        {
            Name = "test", Owner = Cluster.Owner, StateDirectory = directory, Logger = NullLogger.Instance, TimeProvider = TimeProvider.System, Meter = _meter,
        });
    }

    public static ClusterId Cluster { get; } = new() { Owner = new Owner { Cluster = "test", Node = "machine" }, Name = "one" };

    public IOperationEngine Engine => _services.GetRequiredService<IOperationEngine>();

    public ISecretStore Secrets => _services.GetRequiredService<ISecretStore>();

    public static async Task<K3sDriver> StartAsync(string directory)
    {
        var driver = new K3sDriver(directory);
        driver.Secrets.Set(Cluster, "join", "the-token-of-nodes");
        await driver._provisioner.StartAsync(CancellationToken.None);
        foreach (var service in driver._services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return driver;
    }

    public IClusterProvisioner? Find(string name) => _provisioner;

    public IClusterApi Get(ClusterId cluster) => this;

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => File.Exists(KubeconfigPath)
        ? await AdminApi.SendAsync(await File.ReadAllTextAsync(KubeconfigPath, cancellationToken), request, cancellationToken)
        : throw new ProviderException(ErrorReason.Transient, "There is no cluster.");

    public Task<ClusterObservation> ObserveAsync() => _provisioner.ObserveAsync(Cluster, _context, CancellationToken.None);

    public Task<string> KubeconfigAsync() => _provisioner.GetKubeconfigAsync(Cluster, new KubeconfigRequest(), _context, CancellationToken.None);

    public Task<IReadOnlyList<ClusterCertificate>> CertificatesAsync() => _provisioner.GetCertificatesAsync(Cluster, _context, CancellationToken.None);

    public async Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec)
    {
        Assert.Empty(await _provisioner.ValidateAsync(spec, null, CancellationToken.None));
        return await _provisioner.PlanAsync(intent, spec, await ObserveAsync(), CancellationToken.None);
    }

    /// <summary>Plans and does an operation, and waits until it has ended or is stuck.</summary>
    public async Task<Operation> RunAsync(ClusterIntent intent, ClusterSpec spec)
    {
        var started = await Engine.StartAsync(
            new OperationRequest { Cluster = Cluster, Intent = intent, Provisioner = "k3s", Plan = await PlanAsync(intent, spec), RemoveEverything = intent is ClusterIntent.Delete },
            CancellationToken.None);
        var operation = started;
        await foreach (var now in Engine.WatchAsync(started.Id, CancellationToken.None))
        {
            operation = now;
        }

        foreach (var step in operation.Steps)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step.State,-12} {(step.EndedAt - step.StartedAt)?.TotalSeconds,6:0.00} s  {step.Id} {step.Message}"));
        }

        Console.WriteLine($"{intent}: {operation.State} {operation.Error}");
        return operation;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _provisioner.DisposeAsync();
        await _services.DisposeAsync();
        _meter.Dispose();
    }
}
