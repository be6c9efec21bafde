using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Addons;
using Reeve.Plugins.Kubeadm.Steps.Kernel;
using Reeve.Plugins.Kubeadm.Steps.Kubeadm;
using Reeve.Plugins.Kubeadm.Steps.Registries;
using Reeve.Plugins.Kubeadm.Steps.Units;

namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>Plans the making of a cluster. Pure.</summary>
internal sealed class CreatePlanner(StepCatalog kinds, RegistriesStep registries)
{
    private static readonly string[] s_looks = ["directories", "mounts", "networks"];

    public ClusterPlan Plan(ClusterSpec spec, KubeadmSpec own)
    {
        var parts = new PlanParts(kinds, spec, own);
        var system = new SystemSteps(kinds, parts);
        var before = system.Looks(own).ToList();
        List<ClusterStep> prepare =
        [
            kinds.Swap.Step("swap", "Turn swap off", new SwapArguments()),
            .. KernelSteps.All(kinds, spec.Networking.PodSubnets.Count > 1),
            .. registries.ContainerdSteps(spec.Registry, own.Runtime.RegistryDirectory),
            .. own.Programs.KeepRuntime ? [] : system.Runtime(own),
            parts.Images(own.Programs.KeepRuntime ? [] : [SystemSteps.RuntimeUnitId]),
            kinds.Reload.Step("units-reload", "Have systemd read its units", new ReloadArguments()),
            .. parts.KubeadmPackage(),
            .. parts.Kubelet(parts.FromDirectory ? "units-reload" : "kubeadm-package"),
            parts.KubeletService(start: false),
            .. own.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => parts.File(PlanParts.IdOf("file", file.Key), file.Key, file.Value)),
        ];
        return new ClusterPlan
        {
            Steps =
            [
                .. before.Select(step => step with { Phase = StepPhase.Pre }),
                // Nothing is changed before everything was looked at.
                .. prepare.Select(step => step with { Phase = StepPhase.Pre, DependsOn = step.DependsOn.Count > 0 ? step.DependsOn : s_looks }),
                parts.KubeadmFile(),
                Init(parts, own),
                .. AddonPlanner.Steps(kinds.Manifest, spec, own.AddonDirectory, withCluster: true),
                parts.NodeReady(),
            ],
        };
    }

    private ClusterStep Init(PlanParts parts, KubeadmSpec own) => kinds.Init.Step("init", "Start the control plane", InitArguments(parts, own), "kubeadm-file") with
    {
        Deadline = TimeSpan.FromMinutes(15),
    };

    /// <summary>What kubeadm init and kubeadm reset need.</summary>
    public static InitArguments InitArguments(PlanParts parts, KubeadmSpec own) => new()
    {
        Program = parts.Program("kubeadm"),
        Configuration = KubernetesPaths.KubeadmFile,
        CriSocket = own.Runtime.Socket,
        SkipPhases = own.SkipPhases,
        IgnorePreflightErrors = own.IgnorePreflightErrors,
    };
}
