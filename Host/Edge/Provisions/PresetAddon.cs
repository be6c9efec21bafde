namespace Reeve.Host.Edge.Provisions;

/// <summary>A network plugin.</summary>
internal sealed record PresetAddon
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its version.</summary>
    public string Version { get; set; } = "";
}
