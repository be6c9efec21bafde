using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages;

/// <summary>Nobody who wants to know how it goes.</summary>
internal sealed class NoProgress : IProgress<PackageStep>
{
    /// <summary>The only one.</summary>
    public static NoProgress Instance { get; } = new();

    /// <inheritdoc/>
    public void Report(PackageStep value)
    {
        // That is the point.
    }
}
