namespace Reeve.Kubernetes;

/// <summary>One kernel parameter.</summary>
public sealed record Sysctl : KubernetesRecord
{
    /// <summary>Name, such as <c>net.core.somaxconn</c>.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Value.</summary>
    public string Value { get; init => field = value ?? ""; } = "";
}
