namespace Reeve.Plugins.Kubeadm.Steps.Preflight;

/// <summary>What a machine must have before anything is changed on it.</summary>
internal sealed record PreflightArguments
{
    /// <summary>Programs that must be on the search path, or absolute paths of them.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>Directories that must be there.</summary>
    public IReadOnlyList<string> Directories { get; init; } = [];

    /// <summary>Ports that must be free.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>The address that the API server will have; empty where kubeadm chooses.</summary>
    public string Address { get; init; } = "";

    /// <summary>The least number of processors.</summary>
    public int Processors { get; init; } = 2;

    /// <summary>The least memory, in MiB.</summary>
    public int MemoryMegabytes { get; init; } = 1700;

    /// <summary>Checks whose failures are warnings, by kubeadm's names: <c>NumCPU</c>, <c>Mem</c>, <c>Port-6443</c>.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}
