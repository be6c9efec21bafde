namespace Reeve.Plugins.Kubeadm.Steps.Backup;

/// <summary>A copy of a cluster's configuration, and of its data if asked.</summary>
internal sealed record BackupArguments
{
    /// <summary>Absolute path of the directory that the copy becomes, over an earlier one.</summary>
    public required string Directory { get; init; }

    /// <summary>Whether etcd's data are in it.</summary>
    public bool Data { get; init; }

    /// <summary>Where the container runtime listens.</summary>
    public required string Socket { get; init; }
}
