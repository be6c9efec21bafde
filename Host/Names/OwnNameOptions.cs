namespace Reeve.Host.Names;

/// <summary>The name that an agent keeps.</summary>
internal sealed record OwnNameOptions
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>How long others may keep its records.</summary>
    public required TimeSpan Ttl { get; init; }

    /// <summary>A file that is there while the records are removed by command.</summary>
    public required string RemovedFile { get; init; }
}
