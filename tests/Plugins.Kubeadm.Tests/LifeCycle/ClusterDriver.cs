using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Clusters;
using Reeve.Plugins;
using Reeve.Runtime.Operations;

namespace Reeve.Plugins.Kubeadm.Tests.LifeCycle;

/// <summary>The provisioner and the operation engine on this machine, over a state directory that later processes find again.</summary>
internal sealed class ClusterDriver : IProvisionerSource, IClusterApiSource, IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Meter _meter = new("test");
    private readonly LocalContext _context;

    private ClusterDriver(string directory)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IProvisionerSource>(this).AddSingleton<IClusterApiSource>(this);
        services.AddReeveOperations(new OperationOptions { Directory = directory });
        _services = services.BuildServiceProvider();
        _context = new LocalContext(Get);
        Provisioner = new KubeadmProvisioner(new ProviderContext
        {
            Name = "test",
            Owner = Owner,
            StateDirectory = directory,
            Logger = NullLogger.Instance,
            TimeProvider = TimeProvider.System,
            Meter = _meter,
        });
    }

    public static ClusterId Cluster { get; } = new() { Owner = Owner, Name = "one" };

    public KubeadmProvisioner Provisioner { get; }

    public IOperationEngine Engine => _services.GetRequiredService<IOperationEngine>();

    private static Owner Owner => new() { Cluster = "test", Node = "machine" };

    public static async Task<ClusterDriver> StartAsync(string directory)
    {
        var driver = new ClusterDriver(directory);
        await driver.Provisioner.StartAsync(CancellationToken.None);
        foreach (var service in driver._services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return driver;
    }

    public IClusterProvisioner? Find(string name) => Provisioner;

    public IClusterApi Get(ClusterId cluster) => new AdminApi();

    public Task<ClusterObservation> ObserveAsync() => Provisioner.ObserveAsync(Cluster, _context, CancellationToken.None);

    public Task<string> KubeconfigAsync(KubeconfigRequest request) => Provisioner.GetKubeconfigAsync(Cluster, request, _context, CancellationToken.None);

    public Task<IReadOnlyList<ClusterCertificate>> CertificatesAsync() => Provisioner.GetCertificatesAsync(Cluster, _context, CancellationToken.None);

    /// <summary>Plans and does an operation, and waits until it has ended or is stuck.</summary>
    public async Task<Operation> RunAsync(ClusterIntent intent, ClusterSpec spec, params IEnumerable<ClusterStep> more)
    {
        Assert.Empty(await Provisioner.ValidateAsync(spec, null, CancellationToken.None));
        var plan = await Provisioner.PlanAsync(intent, spec, await ObserveAsync(), CancellationToken.None);
        var started = await Engine.StartAsync(
            new OperationRequest { Cluster = Cluster, Intent = intent, Provisioner = "kubeadm", Plan = plan with { Steps = [.. plan.Steps, .. more] }, RemoveEverything = intent is ClusterIntent.Delete },
            CancellationToken.None);
        return await EndAsync(started);
    }

    /// <summary>Waits until an operation has ended or is stuck.</summary>
    public async Task<Operation> EndAsync(Operation started)
    {
        var operation = started;
        await foreach (var now in Engine.WatchAsync(started.Id, CancellationToken.None))
        {
            operation = now;
        }

        foreach (var step in operation.Steps)
        {
            var duration = step.EndedAt - step.StartedAt ?? TimeSpan.Zero;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step.State,-12} {duration.TotalSeconds,6:0.00} s  {step.Id} {step.Message}"));
        }

        Console.WriteLine($"{operation.State} {operation.Error}");
        return operation;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await Provisioner.DisposeAsync();
        await _services.DisposeAsync();
        _meter.Dispose();
    }
}
