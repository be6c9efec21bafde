namespace Reeve.Plugins.Kubeadm.Steps.Directories;

/// <summary>What was in directories before.</summary>
internal sealed record DirectoriesPrior
{
    /// <summary>Names by directory; a directory that was not there is not in it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Entries { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Permission bits by directory.</summary>
    public IReadOnlyDictionary<string, int> Modes { get; init; } = new Dictionary<string, int>();

    /// <summary>What was mounted there.</summary>
    public IReadOnlyList<string> Mounts { get; init; } = [];
}
