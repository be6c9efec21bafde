namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>A server group to be made.</summary>
internal sealed record ServerGroupCreate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>affinity</c>, <c>anti-affinity</c>, <c>soft-affinity</c> or <c>soft-anti-affinity</c>.</summary>
    public required string Policy { get; init; }
}
