namespace Reeve.Plugins.OpenStack.Client.Dns;

/// <summary>What becomes of a record set; what is null stays.</summary>
internal sealed record RecordSetUpdate
{
    /// <summary>The records.</summary>
    public IReadOnlyList<string>? Records { get; init; }

    /// <summary>Seconds.</summary>
    public int? Ttl { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }
}
