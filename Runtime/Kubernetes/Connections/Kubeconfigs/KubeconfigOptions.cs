namespace Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

/// <summary>Where to look for a connection.</summary>
public sealed record KubeconfigOptions
{
    /// <summary>A file that was asked for by name; null to search. Nothing else is looked at then.</summary>
    public string? Path { get; init; }

    /// <summary>The context; null for the file's current one.</summary>
    public string? Context { get; init; }

    /// <summary>Reads environment variables.</summary>
    /// <value>Default: those of the process.</value>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The directory that holds <c>.kube/config</c>; null for none.</summary>
    /// <value>Default: the user's home directory.</value>
    public string? HomeDirectory { get; init; } =
        System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : null;

    /// <summary>Where a pod finds its service account.</summary>
    /// <value>Default: <c>/var/run/secrets/kubernetes.io/serviceaccount</c>.</value>
    public string ServiceAccountDirectory { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount";
}
