namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>What watches over a cluster.</summary>
internal sealed record ReconcilerStateDocument
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary><c>OK</c>, <c>Paused</c>, or why it cannot work.</summary>
    public string? Status { get; set; }

    /// <summary>Whether nothing begins by itself.</summary>
    public bool? Paused { get; set; }
}
