namespace Reeve.Plugins.Kubeadm.Steps.Directories;

/// <summary>Directories that programs of a cluster write to.</summary>
internal sealed record DirectoriesArguments
{
    /// <summary>Absolute paths.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Begins the names in them that are the cluster's; empty where all are.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether what is mounted there is the cluster's too (volumes of pods), and goes with it. Otherwise it stays, and so does the way to it.</summary>
    public bool Unmount { get; init; }
}
