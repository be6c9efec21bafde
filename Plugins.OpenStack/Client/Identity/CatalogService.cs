namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>A service of the catalog.</summary>
internal sealed record CatalogService
{
    /// <summary>What it is: <c>compute</c>, <c>volumev3</c>.</summary>
    public string Type { get; set; } = "";

    /// <summary>What it is called: <c>nova</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Where it is.</summary>
    public IReadOnlyList<CatalogEndpoint> Endpoints { get; set; } = [];
}
