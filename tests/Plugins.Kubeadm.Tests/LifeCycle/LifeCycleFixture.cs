using Reeve.Testing;
using Reeve.Testing.Kubeadm;

namespace Reeve.Plugins.Kubeadm.Tests.LifeCycle;

/// <summary>The life of one cluster on a machine, lived once; tests look at what each stage said.</summary>
public sealed class LifeCycleFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, ToolResult> _stages = [];

    private KubeadmMachine? _machine;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Kubeadm) is not null)
        {
            return; // the tests are skipped, or fail by themselves
        }

        _machine = await KubeadmMachine.StartAsync();
        await SnapshotAsync("before");
        await RunAsync(nameof(ClusterScenarios.Create));
        await RunAsync(nameof(ClusterScenarios.Observe));
        await KubectlAsync("pod", "run", "pod", "--image=docker.io/library/busybox:1", "--restart=Never", "--", "sleep", "3600");
        await KubectlAsync("pod-ready", "wait", "--for=condition=Ready", "pod/pod", "--timeout=120s");
        await KubectlAsync("pod-address", "get", "pod", "pod", "--output=jsonpath={.status.podIP}");
        await RunAsync(nameof(ClusterScenarios.Kubeconfig));
        await RunAsync(nameof(ClusterScenarios.Renew));
        await RunAsync(nameof(ClusterScenarios.Change));
        await RunAsync(nameof(ClusterScenarios.FailedUpgrade));
        await KubectlAsync("pod-after", "get", "pod", "pod", "--output=jsonpath={.status.phase}");
        await RunAsync(nameof(ClusterScenarios.Upgrade));
        await RunAsync(nameof(ClusterScenarios.Delete));
        await SnapshotAsync("after");
    }

    /// <summary>What a stage said; a failure if it did not succeed.</summary>
    public string Stage(string name)
    {
        var result = _stages.GetValueOrDefault(name) ?? throw new InvalidOperationException($"{name} was not reached");
        Assert.True(result.Succeeded, $"{name}: {result}");
        return result.Output.Trim();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_machine is { } machine)
        {
            await machine.DisposeAsync();
        }
    }

    private async Task RunAsync(string scenario) => _stages[scenario] = await _machine!.RunScenarioAsync(typeof(ClusterScenarios), scenario, Patience, Path.Combine(_machine!.Machine.Directory, "state"));

    private async Task KubectlAsync(string stage, params string[] arguments) => _stages[stage] = await _machine!.KubectlAsync(arguments);

    private async Task SnapshotAsync(string stage) =>
        _stages[stage] = await _machine!.Machine.RunAsync("bash", Path.Combine(Repository.Root, "tests", "Plugins.Kubeadm.Tests", "LifeCycle", "snapshot.sh"));
}
