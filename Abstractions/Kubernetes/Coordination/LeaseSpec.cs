namespace Reeve.Kubernetes;

/// <summary>A claim that its holder renews while alive.</summary>
public sealed record LeaseSpec : KubernetesRecord
{
    /// <summary>Who holds it.</summary>
    public string? HolderIdentity { get; init; }

    /// <summary>Seconds after <c>renewTime</c> until others may take it.</summary>
    public int? LeaseDurationSeconds { get; init; }

    /// <summary>When the holder took it.</summary>
    public MicroTime? AcquireTime { get; init; }

    /// <summary>When the holder last renewed it.</summary>
    public MicroTime? RenewTime { get; init; }

    /// <summary>How often the holder changed.</summary>
    public int? LeaseTransitions { get; init; }

    /// <summary>How a new holder is chosen.</summary>
    public string? Strategy { get; init; }

    /// <summary>Who should take it next.</summary>
    public string? PreferredHolder { get; init; }
}
