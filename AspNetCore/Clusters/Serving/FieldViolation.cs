namespace Reeve.AspNetCore.Clusters.Serving;

/// <summary>A field that is wrong.</summary>
internal sealed record FieldViolation
{
    /// <summary>Its path, such as <c>spec.networking.podSubnet</c>.</summary>
    public required string Field { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required string Description { get; init; }
}
