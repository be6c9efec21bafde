namespace Reeve.Kubernetes;

/// <summary>A Secret as a set of environment variables.</summary>
public sealed record SecretEnvSource : KubernetesRecord
{
    /// <summary>Name of the Secret.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it may be missing.</summary>
    public bool? Optional { get; init; }
}
