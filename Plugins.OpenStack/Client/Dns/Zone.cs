namespace Reeve.Plugins.OpenStack.Client.Dns;

/// <summary>A zone.</summary>
internal sealed record Zone
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name, with a dot at its end.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>ACTIVE</c>, <c>PENDING</c> or <c>ERROR</c>.</summary>
    public string Status { get; set; } = "";

    /// <summary>Who answers for it.</summary>
    public string? Email { get; set; }

    /// <summary>Seconds.</summary>
    public int? Ttl { get; set; }

    /// <summary>The project that it belongs to.</summary>
    public string ProjectId { get; set; } = "";
}
