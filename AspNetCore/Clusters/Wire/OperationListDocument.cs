namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>Several operations.</summary>
internal sealed record OperationListDocument
{
    /// <summary>The operations, latest first, without the output of their steps.</summary>
    public List<OperationDocument> Items { get; set; } = [];
}
