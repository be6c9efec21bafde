using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A floating address that leads elsewhere from now on.</summary>
internal sealed record AddressArguments
{
    /// <summary>Whose it is.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The address' id.</summary>
    public required string Address { get; init; }

    /// <summary>The id of the port; may refer to an output.</summary>
    public required string Port { get; init; }

    /// <summary>The id of the port that it leads to now; null if to none.</summary>
    public string? From { get; init; }

    /// <summary>In whose place the other port's machine comes; null if in nobody's.</summary>
    public Succession? Succession { get; init; }
}
