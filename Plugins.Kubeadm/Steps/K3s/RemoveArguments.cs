namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>A cluster that shall be gone.</summary>
internal sealed record RemoveArguments
{
    /// <summary>Absolute path of k3s' data.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Absolute path of its program.</summary>
    public required string Program { get; init; }

    /// <summary>Names beside the program that lead to it.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Whether the data stay.</summary>
    public bool KeepData { get; init; }
}
