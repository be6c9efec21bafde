namespace Reeve.Plugins.OpenStack.Configuration;

/// <summary>A domain by id or by name.</summary>
internal sealed record DomainReference
{
    /// <summary>The id.</summary>
    public string? Id { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }
}
