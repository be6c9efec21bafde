namespace Reeve.AspNetCore.Flavors.Wire;

/// <summary>Flavors.</summary>
internal sealed record FlavorListDocument
{
    /// <summary>The flavors in their newest revisions.</summary>
    public IReadOnlyList<FlavorDocument> Items { get; set; } = [];
}
