namespace Reeve.Runtime.Proxies.Revisions;

/// <summary>Which revision is served: one that was accepted by the provider and said to be applied.</summary>
internal sealed record CurrentRevision
{
    public required long Revision { get; set; }
}
