namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>What machines of a plan share.</summary>
internal sealed record MachineSurroundings
{
    public required MachinePorts Ports { get; init; }

    public required AccessPlan Access { get; init; }

    public Made? ServerGroup { get; init; }

    /// <summary>What to wait for before any server.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The version of Kubernetes.</summary>
    public required string Version { get; init; }

    /// <summary>The master that makes the cluster; null if it is there already.</summary>
    public string? First { get; init; }

    /// <summary>The address of the first master.</summary>
    public required string FirstMasterAddress { get; init; }

    /// <summary>Addresses of all masters.</summary>
    public required IReadOnlyList<string> MasterAddresses { get; init; }
}
