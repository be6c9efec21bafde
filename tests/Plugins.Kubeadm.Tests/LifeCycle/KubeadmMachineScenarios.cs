using Reeve.Testing;
using Reeve.Testing.Kubeadm;

namespace Reeve.Plugins.Kubeadm.Tests.LifeCycle;

/// <summary>Runs scenarios of this assembly in a machine.</summary>
internal static class KubeadmMachineScenarios
{
    /// <summary>Runs one in a process of its own.</summary>
    public static Task<ToolResult> RunScenarioAsync(this KubeadmMachine machine, Type scenarios, string name, TimeSpan within, params string[] arguments) => Tool.RunAsync(
        machine.Machine.Enter, [Environment.ProcessPath!, typeof(KubeadmMachineScenarios).Assembly.Location, scenarios.FullName!, name, .. arguments], within: within);
}
