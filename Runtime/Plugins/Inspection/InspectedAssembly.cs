namespace Reeve.Runtime.Plugins.Inspection;

/// <summary>What the metadata of an assembly tells. Immutable.</summary>
internal sealed record InspectedAssembly
{
    public required string Name { get; init; }

    public required Version Version { get; init; }

    public required IReadOnlyList<AssemblyReferenceInfo> References { get; init; }

    /// <summary>The version for people, where the assembly bears one.</summary>
    public string? InformationalVersion { get; init; }

    public string? Description { get; init; }

    /// <summary>The full name of the class that the plugin attribute names; null without the attribute.</summary>
    public string? PluginType { get; init; }

    /// <summary>The id that the plugin attribute gives.</summary>
    public string? PluginId { get; init; }
}
