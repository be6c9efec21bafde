namespace Reeve.Host.Edge.Provisions;

/// <summary>A flavor of clusters as a plugin brings it along.</summary>
internal sealed record PresetFlavor
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The type of its clusters.</summary>
    public string Type { get; set; } = "";

    /// <summary>What they are to be.</summary>
    public PresetSpec Spec { get; set; } = new();
}
