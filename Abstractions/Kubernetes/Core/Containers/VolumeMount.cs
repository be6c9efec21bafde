namespace Reeve.Kubernetes;

/// <summary>A volume mounted into a container.</summary>
public sealed record VolumeMount : KubernetesRecord
{
    /// <summary>Name of the volume.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is mounted read-only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>One of <see cref="RecursiveReadOnlyModes"/>.</summary>
    public string? RecursiveReadOnly { get; init; }

    /// <summary>Absolute path in the container.</summary>
    public string MountPath { get; init => field = value ?? ""; } = "";

    /// <summary>Path within the volume.</summary>
    public string? SubPath { get; init; }

    /// <summary>One of <see cref="MountPropagations"/>; default None.</summary>
    public string? MountPropagation { get; init; }

    /// <summary>Path within the volume, with <c>$(VAR)</c> expanded.</summary>
    public string? SubPathExpr { get; init; }
}
