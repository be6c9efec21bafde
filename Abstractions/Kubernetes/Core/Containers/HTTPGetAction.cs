namespace Reeve.Kubernetes;

/// <summary>Asks over HTTP; 200 to 399 is success.</summary>
public sealed record HTTPGetAction : KubernetesRecord
{
    /// <summary>Path; default <c>/</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Number or name of the port.</summary>
    public IntOrString Port { get; init; }

    /// <summary>Host; default the pod's IP address.</summary>
    public string? Host { get; init; }

    /// <summary>One of <see cref="UriSchemes"/>; default HTTP.</summary>
    public string? Scheme { get; init; }

    /// <summary>Headers to send.</summary>
    public IReadOnlyList<HTTPHeader> HttpHeaders { get; init => field = value ?? []; } = [];
}
