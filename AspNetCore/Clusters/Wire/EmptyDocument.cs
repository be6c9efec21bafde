namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>Nothing to say.</summary>
internal sealed record EmptyDocument;
