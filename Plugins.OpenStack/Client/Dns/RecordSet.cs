namespace Reeve.Plugins.OpenStack.Client.Dns;

/// <summary>The records of a name and a type.</summary>
internal sealed record RecordSet
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its zone.</summary>
    public string ZoneId { get; set; } = "";

    /// <summary>Its name, with a dot at its end.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>A</c>, <c>AAAA</c>, <c>TXT</c>, …</summary>
    public string Type { get; set; } = "";

    /// <summary>The records.</summary>
    public IReadOnlyList<string> Records { get; set; } = [];

    /// <summary>Seconds.</summary>
    public int? Ttl { get; set; }

    /// <summary><c>ACTIVE</c>, <c>PENDING</c> or <c>ERROR</c>.</summary>
    public string Status { get; set; } = "";

    /// <summary>What is said of it.</summary>
    public string? Description { get; set; }
}
