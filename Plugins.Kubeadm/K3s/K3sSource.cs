namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>Where k3s comes from.</summary>
public sealed record K3sSource
{
    /// <summary>URL below which releases are, each in a folder of its version.</summary>
    /// <value>Empty: k3s' releases on GitHub.</value>
    public string Url { get; set; } = "";

    /// <summary>A directory with the files of one release: the program, its checksums, and images if there are any. Nothing is asked of the network.</summary>
    public string Directory { get; set; } = "";

    /// <summary>Hex SHA-256 that the program must have.</summary>
    /// <value>Empty: the one in the release's file of checksums.</value>
    public string Sha256 { get; set; } = "";
}
