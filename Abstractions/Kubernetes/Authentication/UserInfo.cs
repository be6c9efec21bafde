using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>A user as the API server knows him.</summary>
public sealed record UserInfo : KubernetesRecord
{
    /// <summary>Name.</summary>
    public string? Username { get; init; }

    /// <summary>Identity.</summary>
    public string? Uid { get; init; }

    /// <summary>Groups.</summary>
    public IReadOnlyList<string> Groups { get; init => field = value ?? []; } = [];

    /// <summary>Further attributes.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init => field = value ?? ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty; }
        = ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;
}
