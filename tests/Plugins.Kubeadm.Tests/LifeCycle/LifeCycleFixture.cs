using Reeve.Testing;
using Reeve.Testing.Kubeadm;

namespace Reeve.Plugins.Kubeadm.Tests.LifeCycle;

/// <summary>The life of one cluster on a machine, lived once, as far as tests ask for it; they look at what each stage said.</summary>
public sealed class LifeCycleFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, ToolResult> _results = [];
    private readonly Queue<(string Name, Func<KubeadmMachine, Task<ToolResult>> Run)> _stages;

    private KubeadmMachine? _machine;

    public LifeCycleFixture() => _stages = new(
    [
        Snapshot("before"),
        Scenario(nameof(ClusterScenarios.Create)),
        Scenario(nameof(ClusterScenarios.Observe)),
        Kubectl("pod", "run", "pod", "--image=docker.io/library/busybox:1", "--restart=Never", "--", "sleep", "3600"),
        Kubectl("pod-ready", "wait", "--for=condition=Ready", "pod/pod", "--timeout=120s"),
        Kubectl("pod-address", "get", "pod", "pod", "--output=jsonpath={.status.podIP}"),
        Scenario(nameof(ClusterScenarios.Kubeconfig)),
        Scenario(nameof(ClusterScenarios.Renew)),
        Scenario(nameof(ClusterScenarios.Change)),
        Scenario(nameof(ClusterScenarios.FailedUpgrade)),
        Kubectl("pod-after", "get", "pod", "pod", "--output=jsonpath={.status.phase}"),
        Scenario(nameof(ClusterScenarios.Upgrade)),
        Scenario(nameof(ClusterScenarios.Delete)),
        Snapshot("after"),
    ]);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Kubeadm) is null)
        {
            _machine = await KubeadmMachine.StartAsync(); // else the tests are skipped, or fail by themselves
        }
    }

    /// <summary>What a stage said, after it and all before it were gone through; a failure if it did not succeed.</summary>
    public async Task<string> StageAsync(string name)
    {
        while (!_results.ContainsKey(name) && _stages.TryDequeue(out var stage))
        {
            _results[stage.Name] = await stage.Run(_machine!);
        }

        var result = _results.GetValueOrDefault(name) ?? throw new InvalidOperationException($"{name} is no stage");
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

    private static (string, Func<KubeadmMachine, Task<ToolResult>>) Scenario(string name) => (name, machine =>
        machine.RunScenarioAsync(typeof(ClusterScenarios), name, Patience, Path.Combine(machine.Machine.Directory, "state")));

    private static (string, Func<KubeadmMachine, Task<ToolResult>>) Kubectl(string name, params string[] arguments) => (name, machine => machine.KubectlAsync(arguments));

    private static (string, Func<KubeadmMachine, Task<ToolResult>>) Snapshot(string name) => (name, machine =>
        machine.Machine.RunAsync("bash", Path.Combine(Repository.Root, "tests", "Plugins.Kubeadm.Tests", "LifeCycle", "snapshot.sh")));
}
