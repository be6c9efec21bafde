namespace Reeve.Runtime.Pods.Sources;

/// <summary>A token of a service account. Never logged.</summary>
public sealed record ServiceAccountToken
{
    /// <summary>The token.</summary>
    public required string Token { get; init; }

    /// <summary>When it is to be asked for again: at 80 % of its life, or after 24 h.</summary>
    public required DateTimeOffset RefreshAt { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "ServiceAccountToken";
}
