namespace Reeve.Kubernetes;

/// <summary>Who reports an event.</summary>
public sealed record EventSource : KubernetesRecord
{
    /// <summary>Component.</summary>
    public string? Component { get; init; }

    /// <summary>Node.</summary>
    public string? Host { get; init; }
}
