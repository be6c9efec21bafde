namespace Reeve.Runtime.Kubernetes.Connections;

/// <summary>Somebody else in whose name requests are made, where the server allows it.</summary>
public sealed record Impersonation
{
    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>The user's UID; null for none.</summary>
    public string? Uid { get; init; }

    /// <summary>The user's groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Further facts of the user.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
