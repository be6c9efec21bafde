using System.Text.Json.Serialization;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.K3s;
using Reeve.Plugins.Kubeadm.Observation;
using Reeve.Plugins.Kubeadm.Steps.Addons;
using Reeve.Plugins.Kubeadm.Steps.Backup;
using Reeve.Plugins.Kubeadm.Steps.Certificates;
using Reeve.Plugins.Kubeadm.Steps.Directories;
using Reeve.Plugins.Kubeadm.Steps.Files;
using Reeve.Plugins.Kubeadm.Steps.Images;
using Reeve.Plugins.Kubeadm.Steps.K3s;
using Reeve.Plugins.Kubeadm.Steps.Kernel;
using Reeve.Plugins.Kubeadm.Steps.Kubeadm;
using Reeve.Plugins.Kubeadm.Steps.Objects;
using Reeve.Plugins.Kubeadm.Steps.Packages;
using Reeve.Plugins.Kubeadm.Steps.Preflight;
using Reeve.Plugins.Kubeadm.Steps.Registries;
using Reeve.Plugins.Kubeadm.Steps.Runtime;
using Reeve.Plugins.Kubeadm.Steps.Units;
using Reeve.Plugins.Kubeadm.Steps.Upgrade;

namespace Reeve.Plugins.Kubeadm;

/// <summary>JSON of this plugin, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KubeadmSpec))]
[JsonSerializable(typeof(FileArguments))]
[JsonSerializable(typeof(FetchedFileArguments))]
[JsonSerializable(typeof(FilePrior))]
[JsonSerializable(typeof(ModuleArguments))]
[JsonSerializable(typeof(ModulePrior))]
[JsonSerializable(typeof(ParameterArguments))]
[JsonSerializable(typeof(ParameterPrior))]
[JsonSerializable(typeof(SwapArguments))]
[JsonSerializable(typeof(SwapPrior))]
[JsonSerializable(typeof(UnitArguments))]
[JsonSerializable(typeof(UnitPrior))]
[JsonSerializable(typeof(PackagesArguments))]
[JsonSerializable(typeof(PackagesPrior))]
[JsonSerializable(typeof(InitArguments))]
[JsonSerializable(typeof(InitPrior))]
[JsonSerializable(typeof(ReadyArguments))]
[JsonSerializable(typeof(ReadyPrior))]
[JsonSerializable(typeof(ClaimArguments))]
[JsonSerializable(typeof(ClaimPrior))]
[JsonSerializable(typeof(CopyArguments))]
[JsonSerializable(typeof(CopyPrior))]
[JsonSerializable(typeof(LinkArguments))]
[JsonSerializable(typeof(LinkPrior))]
[JsonSerializable(typeof(PauseArguments))]
[JsonSerializable(typeof(PausePrior))]
[JsonSerializable(typeof(ProgramArguments))]
[JsonSerializable(typeof(ProgramPrior))]
[JsonSerializable(typeof(RemoveArguments))]
[JsonSerializable(typeof(RemovePrior))]
[JsonSerializable(typeof(RotateArguments))]
[JsonSerializable(typeof(RotatePrior))]
[JsonSerializable(typeof(ServerArguments))]
[JsonSerializable(typeof(ServerPrior))]
[JsonSerializable(typeof(K3sSpec))]
[JsonSerializable(typeof(K3sMark))]
[JsonSerializable(typeof(K3sFacts))]
[JsonSerializable(typeof(RegistriesArguments))]
[JsonSerializable(typeof(ClusterRegistry))]
[JsonSerializable(typeof(ManifestArguments))]
[JsonSerializable(typeof(ManifestPrior))]
[JsonSerializable(typeof(PreflightArguments))]
[JsonSerializable(typeof(PreflightPrior))]
[JsonSerializable(typeof(DirectoriesArguments))]
[JsonSerializable(typeof(DirectoriesPrior))]
[JsonSerializable(typeof(RuntimeFileArguments))]
[JsonSerializable(typeof(ImagesArguments))]
[JsonSerializable(typeof(ImagesPrior))]
[JsonSerializable(typeof(ReloadArguments))]
[JsonSerializable(typeof(BackupArguments))]
[JsonSerializable(typeof(BackupPrior))]
[JsonSerializable(typeof(UpgradeArguments))]
[JsonSerializable(typeof(RenewArguments))]
[JsonSerializable(typeof(ProviderFacts))]
internal sealed partial class KubeadmJson : JsonSerializerContext;
