using Reeve.Workloads;

namespace Reeve.Containers;

/// <summary>Everything that one attempt of a container needs to start. Its text form hides the environment.</summary>
public sealed record ContainerLaunch
{
    /// <summary>The attempt.</summary>
    public required ContainerId Id { get; init; }

    /// <summary>The container as resolved; drivers read the fields that they honour (resources, lifecycle, ports).</summary>
    public required ResolvedContainer Container { get; init; }

    /// <summary>The pod's common part.</summary>
    public required Sandbox Sandbox { get; init; }

    /// <summary>The image.</summary>
    public required ResolvedImage Image { get; init; }

    /// <summary>The final argument vector, at least one item; passed to exec byte for byte as UTF-8.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The final environment, each name once. Nothing of the agent's own environment is added by the driver.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; }

    /// <summary>Absolute working directory inside the container; null for the image's or <c>/</c>.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What is mounted, parents before children.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>An existing file that standard output is appended to (O_APPEND), also while the agent is away.</summary>
    public required string StandardOutputPath { get; init; }

    /// <summary>The same for standard error; equal to <see cref="StandardOutputPath"/> with a terminal.</summary>
    public required string StandardErrorPath { get; init; }

    /// <summary>A number from -1000 to 1000 for <c>/proc/PID/oom_score_adj</c>, by the pod's quality of service.</summary>
    public int OomScoreAdjustment { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {(Arguments.Count > 0 ? Arguments[0] : "")}";
}
