namespace Reeve.Runtime.Clusters.Flavors;

/// <summary>A flavor as a plugin brings it along: an entry of its <c>flavors.json</c>.</summary>
internal sealed record FlavorPreset
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The type of its clusters.</summary>
    public string Type { get; set; } = "";

    /// <summary>One sentence for people.</summary>
    public string Description { get; set; } = "";

    /// <summary>What they are to be.</summary>
    public ClusterDesired Spec { get; set; } = new();

    /// <summary>What it says.</summary>
    public FlavorContent Content => new() { Type = Type, Description = Description, Spec = Spec with { Cni = Whole(Spec.Cni), Storage = Whole(Spec.Storage) } };

    // What the file leaves out is null to whoever reads it.
    private static Reeve.Clusters.ClusterAddon? Whole(Reeve.Clusters.ClusterAddon? addon) => addon is null ? null : addon with { Name = addon.Name ?? "", Version = addon.Version ?? "" };
}
