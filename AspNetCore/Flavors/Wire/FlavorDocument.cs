using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.AspNetCore.Flavors.Wire;

/// <summary>A flavor of clusters: its newest revision, or the one that was asked for.</summary>
internal sealed record FlavorDocument
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Whose it is; not there for one that all tenants share.</summary>
    public string? Tenant { get; set; }

    /// <summary>The revision that this shows. Ignored in what is sent.</summary>
    public int? Revision { get; set; }

    /// <summary>The provisioner of its clusters.</summary>
    public string? Type { get; set; }

    /// <summary>One sentence for people.</summary>
    public string? Description { get; set; }

    /// <summary>What clusters made from it are, as far as they do not say otherwise: the fields of a cluster's own <c>spec</c>.</summary>
    public SpecDocument? Spec { get; set; }

    /// <summary>When the revision was made (RFC 3339). Ignored in what is sent.</summary>
    public string? CreatedAt { get; set; }

    /// <summary>Who made it. Ignored in what is sent.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>The plugin that brought it along. Ignored in what is sent.</summary>
    public string? Plugin { get; set; }

    /// <summary>Keys of clusters that were made from it. Ignored in what is sent.</summary>
    public List<string>? UsedBy { get; set; }

    /// <summary>All its revisions, the newest first, where one flavor is asked for. Ignored in what is sent.</summary>
    public List<FlavorDocument>? Revisions { get; set; }
}
