namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>What Keystone says of a token.</summary>
internal sealed record TokenBody
{
    /// <summary>When it ends.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Whose it is.</summary>
    public TokenParty User { get; set; } = new();

    /// <summary>The project that it is for.</summary>
    public TokenParty? Project { get; set; }

    /// <summary>What its user may.</summary>
    public IReadOnlyList<TokenParty> Roles { get; set; } = [];

    /// <summary>Where the services are.</summary>
    public IReadOnlyList<CatalogService> Catalog { get; set; } = [];
}
