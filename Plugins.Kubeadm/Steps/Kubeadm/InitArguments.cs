namespace Reeve.Plugins.Kubeadm.Steps.Kubeadm;

/// <summary>A control plane to make.</summary>
internal sealed record InitArguments
{
    /// <summary>kubeadm: an absolute path, or a name on the search path.</summary>
    public required string Program { get; init; }

    /// <summary>Absolute path of its configuration.</summary>
    public required string Configuration { get; init; }

    /// <summary>Where the container runtime listens.</summary>
    public required string CriSocket { get; init; }

    /// <summary>Phases that are left out.</summary>
    public IReadOnlyList<string> SkipPhases { get; init; } = [];

    /// <summary>Preflight checks whose errors are warnings, by name; never all.</summary>
    public IReadOnlyList<string> IgnorePreflightErrors { get; init; } = [];
}
