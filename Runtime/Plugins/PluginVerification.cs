namespace Reeve.Runtime.Plugins;

/// <summary>The result of <see cref="PluginVerifier"/>. Immutable.</summary>
public sealed record PluginVerification
{
    /// <summary>What the plugin says of itself, with the status that it would get.</summary>
    public required PluginInfo Plugin { get; init; }

    /// <summary>Everything found; empty for a plugin without fault.</summary>
    public required IReadOnlyList<PluginFinding> Findings { get; init; }

    /// <summary>Whether it can be used.</summary>
    public bool Succeeded => Findings.All(finding => !finding.IsError);
}
