using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Workloads;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Workloads;

/// <summary>A switch of workloads over a real control plane of its own, which has controllers and no node: pods wait, and are there.</summary>
public sealed class WorkloadPlane : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private PlaneApi? _apis;

    public ControlPlane Plane { get; private set; } = null!;

    internal IClusterApi Api => _apis!.Get(PlaneApi.Cluster);

    internal StoppedWorkloadsStore Store { get; private set; } = null!;

    internal WorkloadSwitch Switch { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.ControlPlane) is not null)
        {
            return; // its tests are skipped, or fail by themselves
        }

        Plane = await ControlPlane.StartAsync();
        _apis = new PlaneApi(Plane);
        Forget();
    }

    public async Task DisposeAsync()
    {
        _apis?.Dispose();
        if (Plane is not null)
        {
            await Plane.DisposeAsync();
        }

        _directory.Dispose();
    }

    /// <summary>Another agent, whose disk knows nothing.</summary>
    internal void Forget()
    {
        Store = new StoppedWorkloadsStore(_directory[$"workloads-{Guid.NewGuid():N}"]);
        Switch = new WorkloadSwitch(new ClusterOptions { Directory = _directory.Path, Owner = PlaneApi.Cluster.Owner }, Store, TimeProvider.System);
    }

    internal Task StopAsync() => Switch.StopAsync(PlaneApi.Cluster, Api, CancellationToken.None);

    /// <summary>Starts, as a step does: again where the server says that it is not ready for it yet.</summary>
    internal async Task StartAsync() => await Eventually.TrueAsync(
        async () =>
        {
            try
            {
                await Switch.StartAsync(PlaneApi.Cluster, Api, CancellationToken.None);
                return true;
            }
            catch (ProviderException e) when (e.Reason is ErrorReason.Transient)
            {
                return false;
            }
        },
        "workloads are started");

    internal Task GoneAsync() => Eventually.TrueAsync(
        async () => (await Switch.FindRunningAsync(Api, CancellationToken.None)).Count == 0, "no pod of users is left");

    /// <summary>What users wrote of an object, without what stopping puts in.</summary>
    internal async Task<string> SpecAsync(string path) => (await Plane.Admin.GetAsync(path))["spec"]!.ToJsonString();

    internal async Task<JsonNode?> AnnotationAsync(string path) => (await Plane.Admin.GetAsync(path))["metadata"]!["annotations"]?[WorkloadMarks.Stopped];
}
