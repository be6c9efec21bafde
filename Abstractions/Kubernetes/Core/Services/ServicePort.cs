namespace Reeve.Kubernetes;

/// <summary>A port of a service.</summary>
public sealed record ServicePort : KubernetesRecord
{
    /// <summary>Name, unique within the service.</summary>
    public string? Name { get; init; }

    /// <summary>One of <see cref="Protocols"/>; default TCP.</summary>
    public string? Protocol { get; init; }

    /// <summary>Application protocol.</summary>
    public string? AppProtocol { get; init; }

    /// <summary>Port of the service.</summary>
    public int Port { get; init; }

    /// <summary>Number or name of the pods' port; default the same.</summary>
    public IntOrString? TargetPort { get; init; }

    /// <summary>Port on every node.</summary>
    public int? NodePort { get; init; }
}
