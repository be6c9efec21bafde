namespace Reeve.Plugins.OpenStack.Pki;

/// <summary>The authorities of a cluster. A secret as a whole.</summary>
internal sealed record PkiMaterial
{
    /// <summary>What it is stored as.</summary>
    public const string SecretName = "pki.material";

    /// <summary>That of the API server and all its clients.</summary>
    public required KeyMaterial Authority { get; init; }

    /// <summary>That of etcd.</summary>
    public required KeyMaterial Etcd { get; init; }

    /// <summary>That of the aggregation layer.</summary>
    public required KeyMaterial FrontProxy { get; init; }

    /// <summary>What signs service accounts' tokens; its certificate is a public key.</summary>
    public required KeyMaterial ServiceAccounts { get; init; }

    /// <summary>What servers of k3s join by, and encrypt by what they share; empty for clusters that were made before there was one, which are kubeadm's.</summary>
    public string ServerSecret { get; set; } = "";
}
