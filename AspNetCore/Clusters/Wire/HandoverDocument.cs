namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>What another agent needs to adopt a cluster.</summary>
internal sealed record HandoverDocument
{
    /// <summary>The document. A secret: the cluster's authorities are in it.</summary>
    public string? Contents { get; set; }

    /// <summary>Says nothing of the contents.</summary>
    public override string ToString() => nameof(HandoverDocument);
}
