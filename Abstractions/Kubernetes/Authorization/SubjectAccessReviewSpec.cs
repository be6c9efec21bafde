using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>Who wants to do what; one kind of attributes is set.</summary>
public sealed record SubjectAccessReviewSpec : KubernetesRecord
{
    /// <summary>Action on a resource.</summary>
    public ResourceAttributes? ResourceAttributes { get; init; }

    /// <summary>Action on a path.</summary>
    public NonResourceAttributes? NonResourceAttributes { get; init; }

    /// <summary>User.</summary>
    public string? User { get; init; }

    /// <summary>Groups of the user.</summary>
    public IReadOnlyList<string> Groups { get; init => field = value ?? []; } = [];

    /// <summary>Further attributes of the user.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init => field = value ?? ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty; }
        = ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>Identity of the user.</summary>
    public string? Uid { get; init; }
}
