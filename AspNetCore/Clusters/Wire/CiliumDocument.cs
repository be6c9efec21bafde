namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>Settings of the network plugin cilium.</summary>
internal sealed record CiliumDocument
{
    /// <summary>The version of its command-line program.</summary>
    public string? CliVersion { get; set; }

    /// <summary>Whether kube-proxy is installed beside it.</summary>
    public bool? InstallKubeProxy { get; set; }
}
