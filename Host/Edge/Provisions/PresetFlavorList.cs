namespace Reeve.Host.Edge.Provisions;

/// <summary>A file of flavors.</summary>
internal sealed record PresetFlavorList
{
    /// <summary>The flavors; the first is the usual one.</summary>
    public List<PresetFlavor> Flavors { get; set; } = [];
}
