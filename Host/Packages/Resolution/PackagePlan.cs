namespace Reeve.Host.Packages.Resolution;

/// <summary>What a plugin is going to be made of.</summary>
/// <param name="Root">The plugin's own package.</param>
/// <param name="Dependencies">What it needs and the host does not share, in the order of the ids.</param>
/// <param name="Range">The range that updates keep to; null for any version.</param>
internal sealed record PackagePlan(PlannedPackage Root, IReadOnlyList<PlannedPackage> Dependencies, string? Range)
{
    /// <summary>All packages.</summary>
    public IEnumerable<PlannedPackage> All => [Root, .. Dependencies];
}
