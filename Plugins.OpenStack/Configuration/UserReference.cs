namespace Reeve.Plugins.OpenStack.Configuration;

/// <summary>A user by id, or by name and domain.</summary>
internal sealed record UserReference
{
    /// <summary>The id.</summary>
    public string? Id { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The domain of the name.</summary>
    public DomainReference? Domain { get; init; }
}
