using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>Who has what a machine leaves behind.</summary>
internal sealed record MachineHeir
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The port that floating addresses lead to from then on; null if nobody gets them.</summary>
    public Made? Port { get; init; }

    /// <summary>Whether port, addresses and volumes stay for the machine that is made anew.</summary>
    public bool KeepsPort { get; init; }

    /// <summary>The master from which etcd is told; empty for what has no part in etcd.</summary>
    public string Via { get; init; } = "";

    /// <summary>When there is no way back; null if there is from the start.</summary>
    public Succession? Succession { get; init; }
}
