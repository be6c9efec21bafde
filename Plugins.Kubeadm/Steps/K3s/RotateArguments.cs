namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>Certificates that shall be new.</summary>
internal sealed record RotateArguments
{
    /// <summary>Absolute path of k3s' program.</summary>
    public required string Program { get; init; }

    /// <summary>Absolute path of its data.</summary>
    public required string DataDirectory { get; init; }
}
