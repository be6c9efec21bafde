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

namespace Reeve.Plugins.Kubeadm.Tests;

/// <summary>A provisioner and the operation engine on this machine, over a state directory that later processes find again.</summary>
internal sealed class ClusterDriver : IProvisionerSource, IClusterApiSource, IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Meter _meter = new("test");
    private readonly LocalContext _context;
    private readonly string _type;
    private readonly IClusterApi _api;

    private ClusterDriver(string directory, string type, string kubeconfig, Func<ProviderContext, IClusterProvisioner> create)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IProvisionerSource>(this).AddSingleton<IClusterApiSource>(this);
        services.AddReeveOperations(new OperationOptions { Directory = directory });
        _services = services.BuildServiceProvider();
        _context = new LocalContext(Get);
        (_type, _api) = (type, new AdminApi(kubeconfig));
        Provisioner = create(new ProviderContext
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

    public IClusterProvisioner Provisioner { get; }

    public IOperationEngine Engine => _services.GetRequiredService<IOperationEngine>();

    public ISecretStore Secrets => _services.GetRequiredService<ISecretStore>();

    private static Owner Owner => new() { Cluster = "test", Node = "machine" };

    public static Task<ClusterDriver> KubeadmAsync(string directory) =>
        new ClusterDriver(directory, "kubeadm", AdminApi.KubeadmPath, context => new KubeadmProvisioner(context)).StartAsync();

    public static Task<ClusterDriver> K3sAsync(string directory) =>
        new ClusterDriver(directory, "k3s", "/etc/rancher/k3s/k3s.yaml", context => new K3sProvisioner(context)).StartAsync();

    public IClusterProvisioner? Find(string name) => Provisioner;

    public IClusterApi Get(ClusterId cluster) => _api;

    public Task<ClusterObservation> ObserveAsync() => Provisioner.ObserveAsync(Cluster, _context, CancellationToken.None);

    public Task<string> KubeconfigAsync(KubeconfigRequest request) =>
        ((IClusterKubeconfig)Provisioner).GetKubeconfigAsync(Cluster, request, _context, CancellationToken.None);

    public Task<IReadOnlyList<ClusterCertificate>> CertificatesAsync() => ((IClusterCertificates)Provisioner).GetCertificatesAsync(Cluster, _context, CancellationToken.None);

    public async Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec)
    {
        Assert.Empty(await Provisioner.ValidateAsync(spec, null, CancellationToken.None));
        return await Provisioner.PlanAsync(intent, spec, await ObserveAsync(), CancellationToken.None);
    }

    /// <summary>Plans and does an operation, and waits until it has ended or is stuck.</summary>
    public async Task<Operation> RunAsync(ClusterIntent intent, ClusterSpec spec, params IEnumerable<ClusterStep> more)
    {
        var plan = await PlanAsync(intent, spec);
        return await EndAsync(await Engine.StartAsync(
            new OperationRequest { Cluster = Cluster, Intent = intent, Provisioner = _type, Plan = plan with { Steps = [.. plan.Steps, .. more] }, RemoveEverything = intent is ClusterIntent.Delete },
            CancellationToken.None));
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

        Console.WriteLine($"{operation.Intent}: {operation.State} {operation.Error}");
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

    private async Task<ClusterDriver> StartAsync()
    {
        await Provisioner.StartAsync(CancellationToken.None);
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return this;
    }
}
