namespace Reeve.Runtime.Plugins.Inspection;

/// <summary>How a plugin's references fit the host.</summary>
internal sealed record CompatibilityReport
{
    /// <summary>Shared assemblies that the plugin needs newer than the host has them.</summary>
    public required IReadOnlyList<string> Incompatible { get; init; }

    /// <summary>What the plugin's own assembly refers to and nobody has.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>What its libraries refer to and nobody has; often never used.</summary>
    public required IReadOnlyList<string> MissingDeeper { get; init; }
}
