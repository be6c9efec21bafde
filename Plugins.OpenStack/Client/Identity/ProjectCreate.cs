namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>A project to be made; for administrators.</summary>
internal sealed record ProjectCreate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its domain.</summary>
    public string DomainId { get; init; } = "default";
}
