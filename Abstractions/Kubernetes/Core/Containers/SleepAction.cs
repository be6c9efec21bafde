namespace Reeve.Kubernetes;

/// <summary>Waits.</summary>
public sealed record SleepAction : KubernetesRecord
{
    /// <summary>Seconds.</summary>
    public long Seconds { get; init; }
}
