namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>The revision of a flavor that a cluster was made from.</summary>
internal sealed record MadeFromDocument
{
    /// <summary>The flavor.</summary>
    public string? Name { get; set; }

    /// <summary>Whose flavor it is; not there for one that all tenants share.</summary>
    public string? Tenant { get; set; }

    /// <summary>The revision.</summary>
    public int? Revision { get; set; }
}
