namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>A name that leads to a program.</summary>
internal sealed record LinkArguments
{
    /// <summary>Absolute path of the link.</summary>
    public required string Path { get; init; }

    /// <summary>Absolute path that it leads to.</summary>
    public required string Target { get; init; }
}
