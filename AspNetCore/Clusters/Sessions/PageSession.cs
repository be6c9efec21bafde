namespace Reeve.AspNetCore.Clusters.Sessions;

/// <summary>Somebody who has signed in to the status page. Immutable; holds no secret that he showed.</summary>
internal sealed record PageSession
{
    /// <summary>Who.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the token that he showed, by which it is seen whether that still holds; null for one with a certificate.</summary>
    public byte[]? Token { get; init; }

    /// <summary>What his page shows with each call that changes something.</summary>
    public required string Csrf { get; init; }

    /// <summary>When he signed in.</summary>
    public required DateTimeOffset At { get; init; }
}
