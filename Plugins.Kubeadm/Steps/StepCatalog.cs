using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Steps.Addons;
using Reeve.Plugins.Kubeadm.Steps.Backup;
using Reeve.Plugins.Kubeadm.Steps.Certificates;
using Reeve.Plugins.Kubeadm.Steps.Directories;
using Reeve.Plugins.Kubeadm.Steps.Files;
using Reeve.Plugins.Kubeadm.Steps.Images;
using Reeve.Plugins.Kubeadm.Steps.Kernel;
using Reeve.Plugins.Kubeadm.Steps.Kubeadm;
using Reeve.Plugins.Kubeadm.Steps.Objects;
using Reeve.Plugins.Kubeadm.Steps.Packages;
using Reeve.Plugins.Kubeadm.Steps.Preflight;
using Reeve.Plugins.Kubeadm.Steps.Registries;
using Reeve.Plugins.Kubeadm.Steps.Reset;
using Reeve.Plugins.Kubeadm.Steps.Runtime;
using Reeve.Plugins.Kubeadm.Steps.Units;
using Reeve.Plugins.Kubeadm.Steps.Upgrade;
using Reeve.Systemd;

namespace Reeve.Plugins.Kubeadm.Steps;

/// <summary>All kinds of steps.</summary>
internal sealed class StepCatalog
{
    private readonly Dictionary<string, IStepKind> _kinds;

    public StepCatalog(ISystemdManager manager, IUnitFiles files, Downloader downloader, TimeProvider time, params IEnumerable<IStepKind> more)
    {
        var reset = new ClusterReset(manager);
        var plane = new ControlPlane(manager, files, time);
        Unit = new UnitStep(manager, files);
        Reload = new ReloadStep(files);
        Init = new InitStep(reset);
        AdoptedReset = new AdoptedResetStep(reset);
        Upgrade = new UpgradeStep(plane);
        Renew = new RenewStep(plane);
        Manifest = new ManifestStep(downloader);
        FetchedFile = new FetchedFileStep(downloader);
        IStepKind[] kinds =
        [
            Preflight, Directories, File, FetchedFile, Module, Parameter, Swap, Packages, RuntimeFile, Images, Reload, Unit, Init, AdoptedReset, Ready, Manifest,
            Backup, Upgrade, Renew, .. more,
        ];
        _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
    }

    public PreflightStep Preflight { get; } = new();

    public DirectoriesStep Directories { get; } = new();

    public FileStep File { get; } = new();

    public FetchedFileStep FetchedFile { get; }

    public ModuleStep Module { get; } = new();

    public ParameterStep Parameter { get; } = new();

    public SwapStep Swap { get; } = new();

    public RuntimeFileStep RuntimeFile { get; } = new();

    public ImagesStep Images { get; } = new();

    public ReloadStep Reload { get; }

    public UnitStep Unit { get; }

    public PackagesStep Packages { get; } = new();

    public InitStep Init { get; }

    public AdoptedResetStep AdoptedReset { get; }

    public ReadyStep Ready { get; } = new();

    public ManifestStep Manifest { get; }

    public BackupStep Backup { get; } = new();

    public UpgradeStep Upgrade { get; }

    public RenewStep Renew { get; }

    /// <summary>The kind of a step.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: this version does not know it.</exception>
    public IStepKind Of(ClusterStep step) => _kinds.TryGetValue(step.Kind, out var kind)
        ? kind
        : throw new ProviderException(ErrorReason.Unsupported, $"The step {step.Id} is of the kind {step.Kind}, which this version does not know.");
}
