namespace Reeve.Workloads;

/// <summary>Where the value of an environment variable comes from.</summary>
public enum EnvironmentSource
{
    /// <summary>Not stated; treated as <see cref="Verbatim"/>.</summary>
    Unknown = 0,

    /// <summary>Given as it is: from a ConfigMap, a Secret, a field known by now.</summary>
    Verbatim,

    /// <summary>Written in the manifest: <c>$(VAR)</c> is expanded.</summary>
    Literal,

    /// <summary><c>status.podIP</c>.</summary>
    PodIP,

    /// <summary><c>status.podIPs</c>, joined by commas.</summary>
    PodIPs,

    /// <summary><c>status.hostIP</c>.</summary>
    HostIP,

    /// <summary><c>status.hostIPs</c>, joined by commas.</summary>
    HostIPs,
}
