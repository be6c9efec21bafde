namespace Reeve.Kubernetes;

/// <summary>Runs a command in the container; exit code zero is success.</summary>
public sealed record ExecAction : KubernetesRecord
{
    /// <summary>Program and arguments; no shell.</summary>
    public IReadOnlyList<string> Command { get; init => field = value ?? []; } = [];
}
