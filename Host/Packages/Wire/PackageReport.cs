namespace Reeve.Host.Packages.Wire;

/// <summary>What became of a request.</summary>
internal sealed record PackageReport
{
    /// <summary>Nothing was done: this is what would have been.</summary>
    public bool DryRun { get; set; }

    /// <summary>The plugins, in the order of their ids.</summary>
    public IReadOnlyList<PackageChange> Changes { get; set; } = [];
}
