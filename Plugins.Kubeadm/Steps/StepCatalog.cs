using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Steps.Addons;
using Reeve.Plugins.Kubeadm.Steps.Files;
using Reeve.Plugins.Kubeadm.Steps.Kernel;
using Reeve.Plugins.Kubeadm.Steps.Kubeadm;
using Reeve.Plugins.Kubeadm.Steps.Objects;
using Reeve.Plugins.Kubeadm.Steps.Packages;
using Reeve.Plugins.Kubeadm.Steps.Units;
using Reeve.Systemd;

namespace Reeve.Plugins.Kubeadm.Steps;

/// <summary>All kinds of steps.</summary>
internal sealed class StepCatalog
{
    private readonly Dictionary<string, IStepKind> _kinds;

    public StepCatalog(ISystemdManager manager, IUnitFiles files, Downloader downloader, params IEnumerable<IStepKind> more)
    {
        Unit = new UnitStep(manager, files);
        Manifest = new ManifestStep(downloader);
        IStepKind[] kinds = [File, Module, Parameter, Swap, Unit, Packages, Init, Ready, Manifest, .. more];
        _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
    }

    public FileStep File { get; } = new();

    public ModuleStep Module { get; } = new();

    public ParameterStep Parameter { get; } = new();

    public SwapStep Swap { get; } = new();

    public UnitStep Unit { get; }

    public PackagesStep Packages { get; } = new();

    public InitStep Init { get; } = new();

    public ReadyStep Ready { get; } = new();

    public ManifestStep Manifest { get; }

    /// <summary>The kind of a step.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: this version does not know it.</exception>
    public IStepKind Of(ClusterStep step) => _kinds.TryGetValue(step.Kind, out var kind)
        ? kind
        : throw new ProviderException(ErrorReason.Unsupported, $"The step {step.Id} is of the kind {step.Kind}, which this version does not know.");
}
