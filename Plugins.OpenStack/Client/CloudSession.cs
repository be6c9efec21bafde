using Reeve.Plugins.OpenStack.Client.Identity;

namespace Reeve.Plugins.OpenStack.Client;

/// <summary>Who the client is to the cloud, for as long as a token lasts. No record: its text must never hold the token.</summary>
internal sealed class CloudSession
{
    /// <summary>The token.</summary>
    public required Secret Token { get; init; }

    /// <summary>When the token ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whose it is.</summary>
    public required string UserId { get; init; }

    /// <summary>The user's name.</summary>
    public required string UserName { get; init; }

    /// <summary>The project that everything is in; null: the scope is a domain or the whole system.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The project's name.</summary>
    public string? ProjectName { get; init; }

    /// <summary>What the user may, by the names of roles.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Where the services are.</summary>
    public required IReadOnlyList<CatalogService> Catalog { get; init; }
}
