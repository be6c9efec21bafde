namespace Reeve.Kubernetes;

/// <summary>A key of a Secret.</summary>
public sealed record SecretKeySelector : KubernetesRecord
{
    /// <summary>Name of the Secret.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Key in it.</summary>
    public string Key { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it may be missing.</summary>
    public bool? Optional { get; init; }
}
