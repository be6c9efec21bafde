using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Registries;

/// <summary>A file with settings of registries.</summary>
internal sealed record RegistriesArguments
{
    /// <summary>Absolute path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Whose form it has.</summary>
    public required RegistriesForm Form { get; init; }

    /// <summary>The registries: one for a hosts.toml.</summary>
    public required IReadOnlyList<ClusterRegistry> Hosts { get; init; }

    /// <summary>Begins the name of the secret that what was there before becomes: the step's id and a dot.</summary>
    public required string PriorSecret { get; init; }
}
