namespace Reeve.Host.Clusters.Wire;

/// <summary>Nothing to say.</summary>
internal sealed record EmptyDocument;
