namespace Reeve.Kubernetes;

/// <summary>POSIX capabilities to add and drop.</summary>
public sealed record Capabilities : KubernetesRecord
{
    /// <summary>Capabilities to add, without <c>CAP_</c>.</summary>
    public IReadOnlyList<string> Add { get; init => field = value ?? []; } = [];

    /// <summary>Capabilities to drop; <c>ALL</c> is all of them.</summary>
    public IReadOnlyList<string> Drop { get; init => field = value ?? []; } = [];
}
