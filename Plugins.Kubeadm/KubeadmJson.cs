using System.Text.Json.Serialization;
using Reeve.Plugins.Kubeadm.Steps.Files;
using Reeve.Plugins.Kubeadm.Steps.Kernel;
using Reeve.Plugins.Kubeadm.Steps.Kubeadm;
using Reeve.Plugins.Kubeadm.Steps.Objects;
using Reeve.Plugins.Kubeadm.Steps.Packages;
using Reeve.Plugins.Kubeadm.Steps.Units;

namespace Reeve.Plugins.Kubeadm;

/// <summary>JSON of this plugin, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KubeadmSpec))]
[JsonSerializable(typeof(FileArguments))]
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
internal sealed partial class KubeadmJson : JsonSerializerContext;
