using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Observation;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Addons;
using Reeve.Plugins.Kubeadm.Steps.Registries;

namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>Plans changed settings: names in the API server's certificate, arguments of the control plane, registries, add-ons. Pure.</summary>
internal sealed class ChangePlanner(StepCatalog kinds, RegistriesStep registries)
{
    private const string FileId = "kubeadm-file";

    public ClusterPlan Plan(ClusterSpec spec, KubeadmSpec own, ClusterObservation observation)
    {
        var parts = new PlanParts(kinds, spec, own);
        var file = parts.KubeadmFile();
        // containerd reads the settings of registries whenever it pulls.
        var registry = registries.ContainerdSteps(spec.Registry, own.Runtime.RegistryDirectory);
        var addons = AddonPlanner.Changes(kinds.Manifest, spec, own.AddonDirectory, ProviderFacts.Addons(observation)).ToList();
        return new ClusterPlan
        {
            Steps =
            [
                .. registry,
                .. ProviderFacts.Settings(observation) == ProviderFacts.Revision(file) ? [] : ControlPlane(parts, spec, own, file),
                .. addons,
                parts.NodeReady(),
            ],
        };
    }

    private IEnumerable<ClusterStep> ControlPlane(PlanParts parts, ClusterSpec spec, KubeadmSpec own, ClusterStep file)
    {
        string[] Phase(params string[] words) => [parts.Program("kubeadm"), "init", "phase", .. words, "--config", KubernetesPaths.KubeadmFile];
        string[][] phases = [Phase("certs", "apiserver"), Phase("control-plane", "all"), Phase("etcd", "local"), Phase("upload-config", "kubeadm")];
        var arguments = CertificatePlanner.Arguments(spec, own, phases) with
        {
            Deleted = [$"{KubernetesPaths.Certificates}/apiserver.crt", $"{KubernetesPaths.Certificates}/apiserver.key"],
        };
        return [file, .. new CertificatePlanner(kinds).Steps(parts, "settings", "Write the API server's certificate and the control plane's arguments", arguments, FileId)];
    }
}
