namespace Reeve.Plugins.OpenStack.Client.Dns;

/// <summary>A zone to be made.</summary>
internal sealed record ZoneCreate
{
    /// <summary>Its name, with a dot at its end.</summary>
    public required string Name { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Email { get; init; }

    /// <summary>Seconds.</summary>
    public int? Ttl { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }
}
