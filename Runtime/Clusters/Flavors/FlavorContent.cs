namespace Reeve.Runtime.Clusters.Flavors;

/// <summary>What a flavor says.</summary>
public sealed record FlavorContent
{
    /// <summary>The type of its clusters: the name of a provisioner.</summary>
    public string Type { get; set; } = "";

    /// <summary>One sentence for people.</summary>
    public string Description { get; set; } = "";

    /// <summary>What clusters made from it are, as far as they do not say otherwise. It names no type, no flavor and no secret.</summary>
    public ClusterDesired Spec { get; set; } = new();
}
