namespace Reeve.Runtime.Clusters.Flavors;

/// <summary>A file <c>flavors.json</c>.</summary>
internal sealed record FlavorPresetList
{
    /// <summary>The flavors; the first is the usual one.</summary>
    public IReadOnlyList<FlavorPreset> Flavors { get; set; } = [];
}
