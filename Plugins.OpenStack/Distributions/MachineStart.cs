namespace Reeve.Plugins.OpenStack.Distributions;

/// <summary>What a distribution adds to a machine's first start.</summary>
internal sealed record MachineStart
{
    /// <summary>The name of the template (<c>CloudInit/NAME.hbs</c>) with the part of the script that makes the node.</summary>
    public required string Template { get; init; }

    /// <summary>What it refers to beside what all have.</summary>
    public required IReadOnlyDictionary<string, object?> Values { get; init; }

    /// <summary>Where masters have the administrator's kubeconfig.</summary>
    public required string Kubeconfig { get; init; }

    /// <summary>Files that are there before the script runs.</summary>
    public required IReadOnlyList<MachineFile> Files { get; init; }
}
