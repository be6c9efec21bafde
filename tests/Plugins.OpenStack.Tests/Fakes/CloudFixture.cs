using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Configuration;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Secrets;
using Reeve.Testing;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>
/// The real operation engine, provisioner and client over a cloud: one in memory, or a real one. The process can be ended, as by a kill, and begun anew on
/// the same disk.
/// </summary>
internal sealed class CloudFixture : IProvisionerSource, IClouds, IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly TimeProvider _time;
    private readonly CloudSettings _settings;
    private readonly bool _isReal;
    private readonly Meter _meter = new("test");
    private ServiceProvider? _services;
    private Cloud? _cloud;
    private OpenStackProvisioner? _provisioner;

    /// <param name="agent">The agent's identity.</param>
    /// <param name="world">The cloud in memory; null for one of its own.</param>
    /// <param name="real">A real cloud instead; null for the one in memory.</param>
    /// <param name="apis">How APIs of clusters are reached, whose servers then are machines that take their time; null for what the servers would be.</param>
    public CloudFixture(string agent = "one", FakeCloud? world = null, CloudSettings? real = null, Func<CloudFixture, IClusterApiSource>? apis = null)
    {
        Owner = new Owner { Cluster = agent, Node = $"host-{agent}" };
        (_isReal, _time) = (real is not null, real is null && apis is null ? new QuickTime() : TimeProvider.System);
        _settings = real ?? new CloudSettings { Name = "fake", AuthUrl = FakeCloud.AuthUrl, Credentials = new Credentials.ApplicationCredential("id", new Secret("secret")) };
        World = world ?? new FakeCloud();
        Kubernetes = new FakeKubernetes(World);
        Apis = apis?.Invoke(this) ?? Kubernetes;
    }

    public Owner Owner { get; }

    /// <summary>What calls to a real cloud go out by; null for connections of the client's own.</summary>
    public HttpMessageHandler? Handler { get; init; }

    public FakeCloud World { get; }

    public FakeKubernetes Kubernetes { get; }

    public IClusterApiSource Apis { get; }

    /// <summary>How long an operation may take.</summary>
    public TimeSpan? Patience { get; init; }

    public OpenStackProvisioner Provisioner => _provisioner!;

    public IOperationEngine Engine => _services!.GetRequiredService<IOperationEngine>();

    public ISecretStore Secrets => _services!.GetRequiredService<ISecretStore>();

    public IClusterProvisioner? Find(string name) => _provisioner;

    public ICloud Of(ClusterId cluster) => _cloud!;

    /// <summary>A process begins.</summary>
    public async Task<CloudFixture> StartAsync()
    {
        World.Revive();
        _cloud = _isReal ? new Cloud(_settings, _time, Handler) : new Cloud(_settings, _time, World, new RetryPolicy { Attempts = 3 }, new Random(1));
        _provisioner = new OpenStackProvisioner(
            new ProviderContext
            {
                Name = "openstack", Owner = Owner, StateDirectory = _directory["provisioner"], Logger = NullLogger.Instance, TimeProvider = _time, Meter = _meter,
                Options = new ProviderOptions(Encoding.UTF8.GetBytes($$$"""{"defaults": {"image": "{{{(_isReal ? "tiny" : "debian")}}}", "flavor": "m4.small"}}""")),
            },
            this);
        await _provisioner.StartAsync(CancellationToken.None);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton<IProvisionerSource>(this);
        services.AddSingleton(Apis);
        services.AddReeveOperations(new OperationOptions { Directory = _directory["state"] });
        _services = services.BuildServiceProvider();
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
        }

        return this;
    }

    /// <summary>The process ends, and another one begins on the same disk.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public ClusterId Cluster(string name = "web", string tenant = "acme") => new() { Owner = Owner, Tenant = tenant, Name = name };

    /// <summary>A cluster of one master and two workers.</summary>
    public ClusterSpec Spec(string provider = "{}", string name = "web", string tenant = "acme", string version = "1.30.2") => new()
    {
        Id = Cluster(name, tenant),
        Version = version,
        Networking = new ClusterNetworking { PodSubnets = ["10.244.0.0/16"], ServiceSubnets = ["10.96.0.0/12"], Cni = new ClusterAddon { Name = "flannel", Version = "0.25.5" } },
        Provider = System.Text.Json.JsonDocument.Parse(provider).RootElement,
    };

    /// <summary>The same with k3s.</summary>
    public ClusterSpec K3sSpec(string provider = "{}", string version = "1.30.2+k3s1") => Spec($"{{\"distribution\": \"k3s\"{(provider == "{}" ? "" : ",")} {provider[1..]}", version: version);

    /// <summary>Looks at a cluster; what is seen may be so old.</summary>
    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, TimeSpan maxAge = default) =>
        Provisioner.ObserveAsync(cluster, Look(cluster, maxAge), CancellationToken.None);

    /// <summary>A kubeconfig as the agent gives it.</summary>
    public Task<string> KubeconfigAsync(ClusterId cluster, KubeconfigRequest request, CancellationToken cancellationToken) =>
        Provisioner.GetKubeconfigAsync(cluster, request, Look(cluster), cancellationToken);

    /// <summary>Plans an operation against what is there.</summary>
    public async Task<OperationRequest> PlanAsync(ClusterIntent intent, ClusterSpec spec)
    {
        var plan = await Provisioner.PlanAsync(intent, spec, await ObserveAsync(spec.AdoptedFrom ?? spec.Id), CancellationToken.None);
        return new OperationRequest
        {
            Cluster = spec.Id, Intent = intent, Provisioner = "openstack", Plan = plan, RemoveEverything = intent is ClusterIntent.Delete,
            OnFailure = intent is ClusterIntent.Delete ? FailurePolicy.Keep : FailurePolicy.Undo,
        };
    }

    /// <summary>Does an operation to its end.</summary>
    public async Task<Operation> RunAsync(ClusterIntent intent, ClusterSpec spec) =>
        await EndAsync((await Engine.StartAsync(await PlanAsync(intent, spec), CancellationToken.None)).Id);

    /// <summary>Waits until an operation has ended or is stuck, or the process is dead.</summary>
    public async Task<Operation> EndAsync(string id)
    {
        using var deadline = new CancellationTokenSource(Patience ?? (_isReal ? 3 * Eventually.Deadline : Eventually.Deadline));
        var operation = Engine.Find(id)!;
        try
        {
            await foreach (var seen in Engine.WatchAsync(id, deadline.Token))
            {
                operation = seen;
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            Assert.Fail($"{operation.State}: {operation.Error}; {string.Join("; ", operation.Steps.Where(step => step.State is not (StepState.Done or StepState.Pending)).Select(step => $"{step.Id} {step.State} {step.Message}"))}");
        }

        return operation;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _meter.Dispose();
        _directory.Dispose();
    }

    private LookContext Look(ClusterId cluster, TimeSpan maxAge = default) => new(cluster, Secrets, Apis, maxAge);

    private async Task StopAsync()
    {
        if (_services is { } services)
        {
            _services = null;
            await services.DisposeAsync();
        }

        _cloud?.Dispose();
    }
}
