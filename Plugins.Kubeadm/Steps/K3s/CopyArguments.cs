namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>A large file that is copied to a place of its own.</summary>
internal sealed record CopyArguments
{
    /// <summary>Absolute path.</summary>
    public required string From { get; init; }

    /// <summary>Absolute path.</summary>
    public required string To { get; init; }
}
