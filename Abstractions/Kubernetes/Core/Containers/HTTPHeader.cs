namespace Reeve.Kubernetes;

/// <summary>One HTTP header.</summary>
public sealed record HTTPHeader : KubernetesRecord
{
    /// <summary>Name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Value.</summary>
    public string Value { get; init => field = value ?? ""; } = "";
}
