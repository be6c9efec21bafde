namespace Reeve.Host.Packages.Wire;

/// <summary>What became, or would become, of a plugin.</summary>
internal sealed record PackageChange
{
    /// <summary>The package id.</summary>
    public string Id { get; set; } = "";

    /// <summary><c>installed</c>, <c>updated</c>, <c>downgraded</c>, <c>reinstalled</c>, <c>removed</c>, <c>rolledBack</c> or <c>unchanged</c>.</summary>
    public string Action { get; set; } = "";

    /// <summary>The version before; null if there was none.</summary>
    public string? From { get; set; }

    /// <summary>The version now; null if there is none.</summary>
    public string? To { get; set; }

    /// <summary>The source that it comes from.</summary>
    public string? Source { get; set; }

    /// <summary>The packages that it needs and the host does not share.</summary>
    public IReadOnlyList<string> Dependencies { get; set; } = [];

    /// <summary>What to know besides, such as that another directory has a higher version.</summary>
    public IReadOnlyList<string> Notes { get; set; } = [];
}
