namespace Reeve.Plugins.OpenStack.Client.Dns;

/// <summary>A record set to be made.</summary>
internal sealed record RecordSetCreate
{
    /// <summary>Its name, with a dot at its end.</summary>
    public required string Name { get; init; }

    /// <summary><c>A</c>, <c>AAAA</c>, <c>TXT</c>, …</summary>
    public required string Type { get; init; }

    /// <summary>The records.</summary>
    public required IReadOnlyList<string> Records { get; init; }

    /// <summary>Seconds.</summary>
    public int? Ttl { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }
}
