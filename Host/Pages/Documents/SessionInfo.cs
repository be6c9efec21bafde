namespace Reeve.Host.Pages.Documents;

/// <summary>Who looks at the status page.</summary>
internal sealed record SessionInfo
{
    /// <summary>His name; null for one who is not known.</summary>
    public string? Name { get; init; }

    /// <summary><c>read</c>, <c>operate</c> or <c>admin</c>; null for one who has not signed in.</summary>
    public string? Role { get; init; }

    /// <summary>Whether he may look.</summary>
    public bool MayRead { get; init; }

    /// <summary>Whether he has signed in, and may therefore change something.</summary>
    public bool SignedIn { get; init; }

    /// <summary>How one can sign in here: <c>token</c>, <c>certificate</c>; empty where one cannot.</summary>
    public IReadOnlyList<string> Ways { get; init; } = [];

    /// <summary>What every call of a page that changes something has to show in the header <c>Reeve-Csrf</c>.</summary>
    public string? Csrf { get; init; }
}
