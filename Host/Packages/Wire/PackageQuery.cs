namespace Reeve.Host.Packages.Wire;

/// <summary>A question about packages.</summary>
internal sealed record PackageQuery
{
    /// <summary>Words to look for; empty for everything.</summary>
    public string Text { get; init; } = "";

    /// <summary>The one source to ask, as in <see cref="PackageRequest.Source"/>.</summary>
    public string? Source { get; init; }

    /// <summary>Take pre-releases.</summary>
    public bool Prerelease { get; init; }

    /// <summary>How many answers at most.</summary>
    public int Take { get; init; } = 50;

    /// <summary>As in <see cref="PackageRequest.OnlyConfiguredSources"/>.</summary>
    public bool OnlyConfiguredSources { get; init; }
}
