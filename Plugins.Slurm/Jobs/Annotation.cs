namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>An annotation of a pod.</summary>
/// <param name="Key">Its whole name.</param>
/// <param name="Value">Its value.</param>
internal sealed record Annotation(string Key, string Value)
{
    /// <summary>Its path.</summary>
    public string Field => $"metadata.annotations[{Key}]";
}
