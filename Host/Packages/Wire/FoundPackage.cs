namespace Reeve.Host.Packages.Wire;

/// <summary>A plugin package that a source offers.</summary>
internal sealed record FoundPackage
{
    /// <summary>The package id.</summary>
    public string Id { get; set; } = "";

    /// <summary>The newest version.</summary>
    public string Version { get; set; } = "";

    /// <summary>What it is for.</summary>
    public string Description { get; set; } = "";

    /// <summary>Who made it.</summary>
    public string Authors { get; set; } = "";

    /// <summary>The source that offers it.</summary>
    public string Source { get; set; } = "";
}
