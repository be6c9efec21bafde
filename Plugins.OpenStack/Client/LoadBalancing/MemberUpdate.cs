namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>What becomes of a member; what is null stays.</summary>
internal sealed record MemberUpdate
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its share of the connections, 0 to 256; 0: no new ones.</summary>
    public int? Weight { get; init; }
}
