using System.Text.Json.Serialization;

namespace Reeve.Plugins.Kubeadm.Steps.Registries;

/// <summary>Forms of files with settings of registries.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RegistriesForm>))]
internal enum RegistriesForm
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>containerd's hosts.toml.</summary>
    Containerd,

    /// <summary>k3s' registries.yaml.</summary>
    K3s,
}
