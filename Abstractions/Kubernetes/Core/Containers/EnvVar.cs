namespace Reeve.Kubernetes;

/// <summary>One environment variable.</summary>
public sealed record EnvVar : KubernetesRecord
{
    /// <summary>Name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Value, in which <c>$(VAR)</c> is expanded.</summary>
    public string? Value { get; init; }

    /// <summary>Where the value comes from.</summary>
    public EnvVarSource? ValueFrom { get; init; }
}
