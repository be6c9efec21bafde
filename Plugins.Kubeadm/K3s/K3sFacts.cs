namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>The provisioner's own facts in an observation: what plans of changes compare with.</summary>
internal sealed record K3sFacts
{
    /// <summary>Whether the agent has made the cluster: otherwise nothing that it changes is taken back with it.</summary>
    public bool Made { get; init; }

    /// <summary>Begins the checksum of <c>config.yaml</c>; empty if there is none.</summary>
    public string Configuration { get; init; } = "";

    /// <summary>The revision in <c>registries.yaml</c>; empty if it is not the agent's.</summary>
    public string Registries { get; init; } = "";

    /// <summary>What the program says it is.</summary>
    public string? Program { get; init; }

    /// <summary>Where the manifests of add-ons came from, by slot.</summary>
    public IReadOnlyDictionary<string, string> Addons { get; init; } = new Dictionary<string, string>();
}
