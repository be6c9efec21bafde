using Reeve.Clusters;
using Reeve.Distributions.Machine;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Files;
using Reeve.Plugins.Kubeadm.Steps.Kernel;

namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>Plans what every cluster needs of the kernel: modules and parameters, now and at boot. Pure.</summary>
internal static class KernelSteps
{
    public static IEnumerable<ClusterStep> All(StepCatalog kinds, bool dualStack)
    {
        var parameters = KernelFiles.Parameters(dualStack);
        yield return File(kinds, "modules-file", KernelFiles.ModulesPath, KernelFiles.WriteModules());
        foreach (var module in KernelFiles.Modules)
        {
            yield return kinds.Module.Step($"module-{module.Replace('_', '-')}", $"Load the module {module}", new ModuleArguments
            {
                Module = module,
                Evidence = module == "br_netfilter" ? "/proc/sys/net/bridge" : "",
            }) with { Phase = StepPhase.Pre };
        }

        yield return File(kinds, "sysctl-file", KernelFiles.ParametersPath, KernelFiles.WriteParameters(parameters));
        foreach (var (name, value) in parameters)
        {
            // The bridge's parameters come with its module.
            yield return kinds.Parameter.Step(
                $"sysctl-{name.Replace('_', '-')}", $"Set {name} to {value}", new ParameterArguments { Parameter = name, Value = value }, "module-br-netfilter") with
            {
                Phase = StepPhase.Pre,
            };
        }

        foreach (var name in KernelFiles.ParametersOfPrograms)
        {
            yield return kinds.Parameter.Step($"sysctl-{name.Replace('_', '-')}", $"Note the value of {name}", new ParameterArguments { Parameter = name }) with { Phase = StepPhase.Pre };
        }
    }

    private static ClusterStep File(StepCatalog kinds, string id, string path, string content) =>
        kinds.File.Step(id, $"Write {path}", new FileArguments { Path = path, Content = content }) with { Phase = StepPhase.Pre };
}
